/** Adds to a message just appended what it has besides its content. The hot path knows nothing of it. */

import type { MessageExtras } from "@parley/protocol";
import { eventKinds, eventText } from "../../engine/ports/event-record.ts";
import type { Transaction } from "../../engine/ports/store.ts";
import type { AppendMessage, AppendOutcome, LogWriter } from "../../engine/ports/store-log.ts";

/** The outcome, with the event's text as the log has it now. */
export async function withExtra(
  log: Pick<LogWriter, "setExtra">,
  mentions: Transaction["mentions"],
  message: AppendMessage,
  outcome: AppendOutcome,
): Promise<AppendOutcome> {
  const { extra, conversationId, senderId, id, body } = message;
  if (extra === undefined || outcome.status !== "sent") return outcome;
  const { rev, seq, sentAt } = outcome;
  await log.setExtra(conversationId, rev, extra);
  const { mentions: userIds, mentionsAll } = JSON.parse(extra) as MessageExtras;
  if (userIds !== undefined) await mentions.add(conversationId, seq, userIds);
  if (mentionsAll === true) await mentions.add(conversationId, seq, "all");
  const kind = eventKinds["message.sent"];
  const row = {
    conversationId,
    rev,
    kind,
    actorId: senderId,
    at: sentAt,
    seq,
    id,
    recalledAt: null,
    body,
    extra,
  };
  return { ...outcome, event: { conversationId, rev, text: eventText(row) } };
}
