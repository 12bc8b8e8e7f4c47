import type { ReadOperation } from "../operation.ts";
import { accessPoll } from "./access-poll.ts";
import { optionsOf } from "./poll-policy.ts";

export const getPoll: ReadOperation<"poll.get"> = {
  kind: "read",
  async run({ reader }, actor, { conversationId, id }) {
    const { message, poll, result } = await accessPoll(reader, actor, conversationId, id);
    const bits = (await reader.pollVotes.find(conversationId, message.rev, actor.userId)) ?? 0;
    return { poll: result, choice: optionsOf(bits, poll) };
  },
};
