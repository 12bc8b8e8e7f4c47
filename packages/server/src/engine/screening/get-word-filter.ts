import type { ReadOperation } from "../operation.ts";
import { readWordLists } from "./screening.ts";

export const getWordFilter: ReadOperation<"admin.getWordFilter"> = {
  kind: "read",
  async run({ reader }) {
    const { mask, refuse, flag } = await readWordLists(reader);
    return { mask: [...mask], refuse: [...refuse], flag: [...flag] };
  },
};
