import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteOperation } from "../operation.ts";
import { autoAnswerChanged } from "./auto-answer-changed.ts";

export const deleteAutoAnswer: WriteOperation<"autoAnswer.delete"> = {
  kind: "write",
  async run({ tx, ports }, actor, { autoAnswerId }) {
    if (await tx.autoAnswers.remove(actor.userId, autoAnswerId)) {
      await appendFeedEvents(tx, ports.clock.now(), [autoAnswerChanged(actor.userId, autoAnswerId, null)]);
    }
    return {};
  },
};
