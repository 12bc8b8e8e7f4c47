/** What is done with a message that waits to be sent. Each says by itself what went wrong. */
import type { ScheduledMessage } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { confirm } from "../../ui/confirm.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";

const say = (error: unknown) => showToast(errorText(error));

export async function cancelScheduled(app: App, { conversationId, id }: ScheduledMessage): Promise<void> {
  const { cancel, cancelQuestion, cancelExplain } = inboxText().schedule;
  if (!(await confirm({ title: cancelQuestion, explanation: cancelExplain, action: cancel }))) return;
  await app.client.messages.cancelScheduled({ conversationId, id }).catch(say);
}

/**
 * Takes it out of what waits, then sends it as any message: a time that is "now" by this device's clock may be the
 * server's past or its next hour.
 */
export async function sendScheduledNow(app: App, scheduled: ScheduledMessage): Promise<void> {
  const { conversationId, id, content, sendAt, createdAt, failedAt, errorCode, ...extras } = scheduled;
  try {
    await app.client.messages.cancelScheduled({ conversationId, id });
  } catch (error) {
    say(error);
    return;
  }
  // The timeline shows what became of it.
  app.client.outbox.send(conversationId, content, extras).sent.catch(() => undefined);
  showToast(inboxText().schedule.sent);
}
