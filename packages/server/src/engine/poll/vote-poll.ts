import { ParleyError } from "@parley/protocol";
import { acceptChange } from "../message/accept-change.ts";
import type { WriteOperation } from "../operation.ts";
import { accessPoll, changePoll } from "./access-poll.ts";
import { choiceBits, counted, isClosed } from "./poll-policy.ts";

export const votePoll: WriteOperation<"poll.vote"> = {
  kind: "write",
  async run({ tx, ports }, actor, { conversationId, id, choice }) {
    const { member, message, poll, result } = await accessPoll(tx, actor, conversationId, id);
    const bits = choiceBits(poll, choice);
    if (bits === null) throw new ParleyError("invalid_arguments", { details: { path: "/choice" } });
    const { userId } = actor;
    const before = (await tx.pollVotes.find(conversationId, message.rev, userId)) ?? 0;
    // Asked again, as after a lost answer.
    if (bits === before) return { poll: result };
    const now = ports.clock.now();
    if (isClosed(poll, result, now)) throw new ParleyError("window_passed");
    await acceptChange(tx, ports, member, { isForReaders: true });
    const next = counted(result, before, bits);
    await tx.pollVotes.set(conversationId, message.rev, { userId, choice: bits });
    const actorId = poll.isAnonymous === true ? 0 : userId;
    await changePoll(tx, conversationId, id, { message, result: next }, { actorId, at: now });
    return { poll: next };
  },
};
