/**
 * The main thread's end of the mail thread: starts it for the first mail, counts what it has, and ends it when it has
 * had nothing to do for a while. Invariant: at most `mailsMax` mails wait at any time; one more is dropped and told.
 */
import type { Mail, Mailer } from "../engine/ports/mail.ts";

/** A few minutes of a mail server at rest; each mail is about 1 KiB. */
export const mailsMax = 1_000;
/** How long the idle thread keeps its memory. */
const idleMs = 60_000;
/** How long a stopping server waits for mails that are on their way. */
const stopWaitMs = 1_000;

export interface ToMailThread {
  readonly mail: Mail;
}

export type FromMailThread =
  | { readonly type: "settled"; readonly outcome: string }
  | { readonly type: "failed"; readonly reason: string; readonly willRetry: boolean };

export interface MailClient extends Mailer {
  stop(): Promise<void>;
}

export interface MailClientParts {
  /** A new thread that has its settings. */
  startThread(): Worker;
  onDropped(): void;
  onFailure(reason: string, willRetry: boolean): void;
}

export function createMailClient({ onDropped, onFailure, startThread }: MailClientParts): MailClient {
  let thread: Worker | null = null;
  let openCount = 0;
  let idleTimer: ReturnType<typeof setTimeout> | null = null;
  let onAllSettled: (() => void) | null = null;

  function end(): void {
    if (idleTimer !== null) clearTimeout(idleTimer);
    idleTimer = null;
    thread?.terminate();
    thread = null;
    openCount = 0;
    onAllSettled?.();
  }

  function receive(message: FromMailThread): void {
    if (message.type === "failed") {
      onFailure(message.reason, message.willRetry);
      return;
    }
    openCount -= 1;
    if (openCount > 0) return;
    idleTimer = setTimeout(end, idleMs);
    onAllSettled?.();
  }

  function start(): Worker {
    const started = startThread();
    started.onmessage = ({ data }: MessageEvent<FromMailThread>) => {
      if (started === thread) receive(data);
    };
    started.onerror = (event) => {
      onFailure(event.message, false);
      // Its mails are lost with it; the next one starts another.
      if (started === thread) end();
    };
    return started;
  }

  return {
    send(mail) {
      if (openCount >= mailsMax) {
        onDropped();
        return;
      }
      if (idleTimer !== null) clearTimeout(idleTimer);
      idleTimer = null;
      openCount += 1;
      thread ??= start();
      thread.postMessage({ mail } satisfies ToMailThread);
    },
    async stop() {
      if (openCount > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, stopWaitMs);
          onAllSettled = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      end();
    },
  };
}
