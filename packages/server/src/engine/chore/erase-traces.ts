import { eraseSomeTraces } from "../account/erase-traces.ts";
import type { Chore } from "./chore.ts";

/** Goes on where the deletion of somebody with many messages or contacts left off (ACC-42, ACC-43). */
export const eraseTraces: Chore = {
  name: "chore: erase traces",
  everyMs: 60_000,
  run: ({ tx, ports }) => eraseSomeTraces(tx, ports),
};
