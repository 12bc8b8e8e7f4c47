/** Puts the automatic answer to a message in line to be sent (AUTO-3, AUTO-4). */
import { limits } from "@parley/protocol";
import { automaticText } from "../message/content.ts";
import type { WriteContext } from "../operation.ts";
import type { AppendMessage } from "../ports/store-log.ts";
import { fittingAnswer } from "./auto-answer-policy.ts";

/** Callers have just appended it to a direct conversation. `isContact`: its sender writes freely there, by no rule. */
export async function answerLater(
  { tx, ports }: WriteContext,
  message: AppendMessage,
  isContact: boolean,
): Promise<void> {
  const content = JSON.parse(message.body) as { readonly type: string; readonly text?: string };
  if (content.type !== "text" || content.text === undefined) return;
  const members = await tx.members.page(message.conversationId, 0, 2);
  const askedId = members.find(({ userId }) => userId !== message.senderId)?.userId;
  if (askedId === undefined) return;
  const fitting = fittingAnswer(await tx.autoAnswers.list(askedId), content.text, isContact);
  if (fitting === null) return;
  await tx.dueMessages.insert({
    id: ports.ids.uuid(),
    conversationId: message.conversationId,
    senderId: askedId,
    body: automaticText(fitting.answer),
    dueAt: message.sentAt + limits.autoAnswerDelayMs,
  });
}
