import { ParleyError } from "@parley/protocol";
import { outranks } from "../conversation/member-policy.ts";
import { acceptChange } from "../message/accept-change.ts";
import type { WriteOperation } from "../operation.ts";
import { accessPoll, changePoll } from "./access-poll.ts";

export const closePoll: WriteOperation<"poll.close"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id }) {
    const { member, message, result } = await accessPoll(tx, actor, conversationId, id);
    const { senderId } = message;
    const author = senderId === actor.userId ? null : await tx.members.find(conversationId, senderId);
    const mayClose = senderId === actor.userId || outranks(member.role, author?.role ?? "member");
    if (!mayClose) throw new ParleyError("forbidden");
    if (result.closedAt !== undefined) return { poll: result };
    await acceptChange(tx, ports, member);
    const now = ports.clock.now();
    const closed = { ...result, closedAt: now };
    const by = { actorId: actor.userId, at: now };
    await changePoll(tx, conversationId, id, { message, result: closed }, by);
    return { poll: closed };
  },
};
