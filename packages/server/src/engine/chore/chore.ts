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
  /** Does a part; answers whether there is more. */
  run(context: { readonly tx: Transaction; readonly ports: Ports }): Promise<boolean>;
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
  while ((await engine.change(chore.name, chore.run)) === true);
}
