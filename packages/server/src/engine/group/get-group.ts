import type { ReadOperation } from "../operation.ts";
import { accessGroup } from "./access-group.ts";
import { publicGroup } from "./public-group.ts";

export const getGroup: ReadOperation<"group.get"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId }) {
    const { group } = await accessGroup(reader, actor, conversationId);
    return { group: publicGroup(group) };
  },
};
