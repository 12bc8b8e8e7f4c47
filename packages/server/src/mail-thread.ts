/**
 * Composition root of the thread that sends mails. It is a thread of its own because what it does stalls an event
 * loop: TLS, the writing of MIME, the reading of a large module. The main thread, which holds the sockets, starts it
 * for the first mail and ends it after a pause, so that a server that sends none pays nothing.
 */
import { createMailDelivery, type MailSettings } from "./mail/mail-delivery.ts";
import { createMailQueue, RefusedMail } from "./mail/mail-queue.ts";
import { systemClock, systemIds } from "./platform.ts";
import type { FromMailThread, ToMailThread } from "./threads/mail-client.ts";

declare const self: Worker;

function post(message: FromMailThread): void {
  self.postMessage(message);
}

self.onmessage = ({ data }: MessageEvent<MailSettings>) => {
  const queue = createMailQueue({
    deliver: createMailDelivery(data, systemIds.uuid),
    now: systemClock.now,
    wait: (ms, done) => void setTimeout(done, ms),
    onFailure: (error, willRetry) => post({ type: "failed", reason: reasonOf(error), willRetry }),
  });
  self.onmessage = ({ data: { mail } }: MessageEvent<ToMailThread>) =>
    queue.add(mail, (outcome) => post({ type: "settled", outcome }));
};

/** What may be logged: servers repeat addresses in their words, so their words are left out (SEC-29). */
function reasonOf(error: unknown): string {
  const cause = error instanceof RefusedMail ? error.cause : error;
  if (!(cause instanceof Error)) return "unknown";
  const { code, responseCode } = cause as { code?: string; responseCode?: number };
  return [cause.name, code, responseCode].filter((part) => part !== undefined).join(" ");
}
