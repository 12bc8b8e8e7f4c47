import { accessGroup } from "../group/access-group.ts";
import { isAdmin } from "../group/group-policy.ts";
import type { ReadOperation } from "../operation.ts";

export const listInvites: ReadOperation<"invite.list"> = {
  kind: "read",
  async run({ reader, ports }, actor, { conversationId }) {
    const { member } = await accessGroup(reader, actor, conversationId);
    const createdBy = isAdmin(member.role) ? null : actor.userId;
    return { invites: await reader.invites.listOpen(conversationId, ports.clock.now(), createdBy) };
  },
};
