import type { Chore } from "./chore.ts";

/** Forgets which messages have changed, once the index of messages knows (SRCH-10). */
export const forgetSearchNotes: Chore = {
  name: "chore: forget search notes",
  everyMs: 60_000,
  isDue: ({ reader }) => reader.messageIndex.hasTakenChanges(),
  async run({ tx }) {
    await tx.messageIndex.forgetTakenChanges();
    return false;
  },
};
