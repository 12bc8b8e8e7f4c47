import { limits, ParleyError } from "@parley/protocol";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteOperation } from "../operation.ts";
import { autoAnswerChanged } from "./auto-answer-changed.ts";

export const createAutoAnswer: WriteOperation<"autoAnswer.create"> = {
  kind: "write",
  async run({ tx, ports }, actor, args) {
    // Held, so that those made at once are counted one after the other (AUTO-2).
    await tx.users.lock(actor.userId);
    const { autoAnswersMax } = limits;
    if ((await tx.autoAnswers.list(actor.userId)).length >= autoAnswersMax) {
      throw new ParleyError("limit_reached", { details: { autoAnswersMax } });
    }
    const now = ports.clock.now();
    const autoAnswer = await tx.autoAnswers.insert(actor.userId, {
      question: args.question.trim(),
      answer: args.answer.trim(),
      isEnabled: args.isEnabled ?? true,
      createdAt: now,
    });
    await appendFeedEvents(tx, now, [autoAnswerChanged(actor.userId, autoAnswer.id, autoAnswer)]);
    return { autoAnswer };
  },
};
