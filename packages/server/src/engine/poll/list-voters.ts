import { limits, ParleyError } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import { accessPoll } from "./access-poll.ts";

export const listVoters: ReadOperation<"poll.listVoters"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId, id, option, after = 0, limit = limits.memberPageDefault }) {
    const { message, poll } = await accessPoll(reader, actor, conversationId, id);
    if (poll.isAnonymous === true) throw new ParleyError("forbidden");
    const page = { afterUserId: after, limit };
    return { userIds: await reader.pollVotes.voters(conversationId, message.rev, option, page) };
  },
};
