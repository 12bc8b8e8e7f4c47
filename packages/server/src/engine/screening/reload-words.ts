import type { Chore } from "../chore/chore.ts";
import { loadWordScreen } from "./screening.ts";

/** Takes over a list that an administrator has set on another node. */
export const reloadWords: Chore = {
  name: "chore: reload the word filter",
  everyMs: 1_000,
  isDue: async ({ reader, ports }) =>
    (await reader.settings.get("word_filter_version")) !== ports.wordScreen.version,
  async run({ tx, ports }) {
    await loadWordScreen(ports.wordScreen, tx);
    return false;
  },
};
