import { preparedChore } from "./chore.ts";

const filesPerPart = 100;

/**
 * Removes files that no message has shown for a while, and uploads that were never completed (MED-30): first what is
 * known of them, then, in the next part, their bytes. A kill in between leaves their keys, and they are removed again
 * (MED-31).
 */
export const collectMedia = preparedChore({
  name: "chore: collect files",
  everyMs: 60_000,
  async prepare({ reader, ports }) {
    const keys = await reader.media.removals(filesPerPart);
    for (const key of keys) await ports.removeFile(key);
    return keys;
  },
  async run({ tx, ports }, keys) {
    await tx.media.forgetRemovals(keys);
    const before = ports.clock.now() - ports.options.unusedMediaKeptMs;
    const removedCount = await tx.media.removeUnused(before, filesPerPart);
    return keys.length > 0 || removedCount > 0;
  },
});
