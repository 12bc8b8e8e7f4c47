import { ParleyError } from "@parley/protocol";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteOperation } from "../operation.ts";
import { autoAnswerChanged } from "./auto-answer-changed.ts";

export const updateAutoAnswer: WriteOperation<"autoAnswer.update"> = {
  kind: "write",
  async run({ tx, ports }, actor, args) {
    await tx.users.lock(actor.userId);
    const own = await tx.autoAnswers.list(actor.userId);
    const stored = own.find(({ id }) => id === args.autoAnswerId);
    if (stored === undefined) throw new ParleyError("not_found");
    const autoAnswer = {
      ...stored,
      question: args.question?.trim() ?? stored.question,
      answer: args.answer?.trim() ?? stored.answer,
      isEnabled: args.isEnabled ?? stored.isEnabled,
    };
    await tx.autoAnswers.update(actor.userId, autoAnswer);
    await appendFeedEvents(tx, ports.clock.now(), [autoAnswerChanged(actor.userId, stored.id, autoAnswer)]);
    return { autoAnswer };
  },
};
