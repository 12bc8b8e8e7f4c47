/**
 * What the server does by itself, now and then, on the writer: forgetting and shortening what is old. A chore does a
 * bounded part in one short transaction, so that no call waits for it long, and then the next part.
 */
import type { Engine } from "../engine.ts";
import type { Ports } from "../operation.ts";
import type { Reader, Transaction } from "../ports/store.ts";

export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  /** For what comes often: looks, outside of any transaction, whether there is something to do. */
  isDue?(context: { readonly reader: Reader; readonly ports: Ports }): Promise<boolean>;
  /** What is slow, and must hold no transaction, before each part. */
  prepare?(context: { readonly reader: Reader; readonly ports: Ports }): Promise<unknown>;
  /** Does a part; answers whether there is more. */
  run(context: { readonly tx: Transaction; readonly ports: Ports }, prepared?: unknown): Promise<boolean>;
}

/** Joins `prepare` and `run` under one type, so that what the one answers is what the other gets. */
export function preparedChore<P>(
  chore: Omit<Chore, "prepare" | "run"> & {
    prepare(context: { readonly reader: Reader; readonly ports: Ports }): Promise<P>;
    run(context: { readonly tx: Transaction; readonly ports: Ports }, prepared: P): Promise<boolean>;
  },
): Chore {
  return { ...chore, run: (context, prepared) => chore.run(context, prepared as P) };
}

/** Does all there is to do. A failure is reported by the engine, and ends this round of the chore. */
export async function doChore(
  engine: Pick<Engine, "change">,
  context: { readonly reader: Reader; readonly ports: Ports },
  chore: Chore,
): Promise<void> {
  try {
    if ((await chore.isDue?.(context)) === false) return;
  } catch {
    // A store that cannot be read now is looked at again the next time; others report it.
    return;
  }
  let hasMore = true;
  while (hasMore) hasMore = await doPart(engine, context, chore);
}

async function doPart(
  engine: Pick<Engine, "change">,
  context: { readonly reader: Reader; readonly ports: Ports },
  chore: Chore,
): Promise<boolean> {
  let prepared: unknown;
  try {
    prepared = await chore.prepare?.(context);
  } catch (error) {
    // Told by the engine, as what happens inside of a part.
    await engine.change(chore.name, () => Promise.reject(error));
    return false;
  }
  return (await engine.change(chore.name, (part) => chore.run(part, prepared))) === true;
}
