/** `parley seed`: runs a plan against a store that was opened for it, and writes what was made. */
import { writeFileSync } from "node:fs";
import type { Ports } from "../engine/operation.ts";
import type { Store } from "../engine/ports/store.ts";
import { seed } from "./seed.ts";
import { readSeedArguments } from "./seed-arguments.ts";

export interface SeedHome {
  readonly store: Store;
  readonly ports: Ports;
}

/** `words` are those after `seed`. The store is closed at the end. */
export async function runSeed(words: readonly string[], open: () => Promise<SeedHome>): Promise<void> {
  const { plan, outPath } = readSeedArguments(words);
  const { store, ports } = await open();
  try {
    const lines = await seed({ store, ports, progress: (text) => console.log(`seeded ${text}`) }, plan);
    writeFileSync(outPath, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
  } finally {
    await store.close();
  }
}
