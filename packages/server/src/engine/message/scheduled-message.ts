/**
 * Messages that wait to be sent (SCHED): between what is stored and what their author is told. The feed tells of each as
 * it is now alone: what an earlier event said goes with the next one, or it would outlive a recall (INV-12).
 */
import { type Content, type ParamsOf, ParleyError, type ScheduledMessage } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { appendFeedEvent } from "../feed/append-feed-events.ts";
import { assertLater } from "../later-time.ts";
import type { WriteContext } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { AppendMessage } from "../ports/store-log.ts";
import type { ScheduledPlace, StoredScheduled } from "../ports/store-scheduled-messages.ts";
import { checkContent, showMedia } from "./check-content.ts";
import { checkExtras } from "./check-extras.ts";

/** What `message.send` is given besides the place. */
export type SentFields = Omit<ParamsOf<"message.send">, "conversationId" | "id">;

/** What is stored of a message that was prepared to be sent: no unknown fields. */
export function sentFields({ body, requested }: AppendMessage): SentFields {
  return { content: JSON.parse(body) as Content, ...requested };
}

export function publicScheduled(stored: StoredScheduled): ScheduledMessage {
  const { conversationId, id, body, sendAt, createdAt, failedAt, errorCode } = stored;
  return {
    conversationId,
    id,
    ...(JSON.parse(body) as SentFields),
    sendAt,
    createdAt,
    ...(failedAt === null ? {} : { failedAt }),
    ...(errorCode === null ? {} : { errorCode }),
  };
}

/** Looks at it as at its sending, and holds its files until then. @throws what the sending would be refused with */
export async function checkScheduled(
  context: Pick<WriteContext, "tx" | "ports">,
  actor: UserActor,
  message: AppendMessage,
): Promise<void> {
  const { tx } = context;
  if (message.requested !== undefined) {
    await checkExtras(tx, actor, message.conversationId, message.requested);
  }
  await showMedia(context, message, await checkContent(tx, actor, message));
}

/** Appends the event of the author's feed that tells of it as it will be; answers where. */
export async function tellScheduled(
  tx: Transaction,
  at: number,
  { userId, conversationId, id }: ScheduledPlace,
  told: { readonly before: number; readonly scheduled: ScheduledMessage | null },
): Promise<number> {
  const body = { inConversationId: conversationId, id, scheduled: told.scheduled };
  const event = { userId, name: "message.scheduleChanged", actorId: userId, body } as const;
  const appended = await appendFeedEvent(tx, at, event);
  if (appended === null) return 0;
  if (told.before > 0) {
    const gone = JSON.stringify({ ...body, scheduled: null });
    await tx.log.replaceBody(appended.conversationId, told.before, gone);
  }
  return appended.rev;
}

/** Puts it in the place of what was, and tells so. */
export async function replaceScheduled(
  tx: Transaction,
  at: number,
  before: StoredScheduled,
  changes: Partial<StoredScheduled>,
): Promise<ScheduledMessage> {
  const changed = { ...before, ...changes };
  const scheduled = publicScheduled(changed);
  const toldRev = await tellScheduled(tx, at, changed, { before: before.toldRev, scheduled });
  await tx.scheduledMessages.replace({ ...changed, toldRev });
  return scheduled;
}

/** A time that can be meant (SCHED-1). @throws invalid_arguments */
export function assertTime(sendAt: number, now: number, aheadMsMax: number): void {
  assertLater(sendAt, now, "/sendAt");
  if (sendAt - now <= aheadMsMax) return;
  throw new ParleyError("invalid_arguments", {
    details: { path: "/sendAt", scheduleAheadMsMax: aheadMsMax },
  });
}
