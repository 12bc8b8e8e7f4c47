import type { ReadOperation } from "../operation.ts";
import { accessGroup } from "./access-group.ts";
import { isAdmin } from "./group-policy.ts";
import { publicGroup } from "./public-group.ts";

export const getGroup: ReadOperation<"group.get"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId }) {
    const { group, member } = await accessGroup(reader, actor, conversationId);
    if (!isAdmin(member.role)) return { group: publicGroup(group) };
    return { group: publicGroup(group), requestCount: await reader.invites.countRequests(conversationId) };
  },
};
