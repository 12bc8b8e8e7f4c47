import type { Chore } from "./chore.ts";

const codesPerPart = 200;

/** Removes codes that have ended, with the digests of their addresses (ACC-24). */
export const forgetCodes: Chore = {
  name: "chore: forget codes",
  everyMs: 60_000,
  async run({ tx, ports }) {
    return (await tx.codes.removeEnded(ports.clock.now(), codesPerPart)) === codesPerPart;
  },
};
