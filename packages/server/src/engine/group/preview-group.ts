import type { ReadOperation } from "../operation.ts";
import { groupNamed, visibleCard } from "./name-group.ts";

export const previewGroup: ReadOperation<"group.preview"> = {
  kind: "read",
  async run({ reader }, actor, named) {
    return { group: await visibleCard(reader, actor, await groupNamed(reader, named)) };
  },
};
