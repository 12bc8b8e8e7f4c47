/**
 * The mails that wait to be sent: a few at a time, each tried again after growing pauses, none longer than it is of
 * use. Owns their number and their order; knows neither SMTP nor files. Invariant: every mail is settled once.
 */
import type { Mail } from "../engine/ports/mail.ts";

/** Sending at the same time. A server that never answers holds as many for as long as an attempt may take. */
const sendingMax = 4;
/** Pauses before the second attempt and each after it. */
const pausesMs = [2_000, 10_000, 60_000, 300_000] as const;

export type MailOutcome = "sent" | "refused" | "too_late" | "given_up";

export interface MailQueue {
  add(mail: Mail, settled: (outcome: MailOutcome) => void): void;
}

export interface MailQueueParts {
  /** One attempt; rejects when it failed, with `RefusedMail` when another would fail as well. */
  deliver(mail: Mail): Promise<void>;
  now(): number;
  /** Calls back after the time. */
  wait(ms: number, done: () => void): void;
  /** An attempt failed. */
  onFailure(error: unknown, willRetry: boolean): void;
}

/** The server does not take this mail, now or later. */
export class RefusedMail extends Error {
  constructor(cause: unknown) {
    super("the mail was refused", { cause });
    this.name = "RefusedMail";
  }
}

interface QueuedMail {
  readonly mail: Mail;
  attempts: number;
  settled(outcome: MailOutcome): void;
}

export function createMailQueue(parts: MailQueueParts): MailQueue {
  const waiting: QueuedMail[] = [];
  let sendingCount = 0;

  function next(): void {
    while (sendingCount < sendingMax) {
      const queued = waiting.shift();
      if (queued === undefined) return;
      if (queued.mail.usefulUntil <= parts.now()) {
        queued.settled("too_late");
        continue;
      }
      sendingCount += 1;
      void attempt(queued).finally(() => {
        sendingCount -= 1;
        next();
      });
    }
  }

  async function attempt(queued: QueuedMail): Promise<void> {
    try {
      await parts.deliver(queued.mail);
      queued.settled("sent");
    } catch (error) {
      const pauseMs = error instanceof RefusedMail ? undefined : pausesMs[queued.attempts];
      parts.onFailure(error, pauseMs !== undefined);
      if (pauseMs === undefined) {
        queued.settled(error instanceof RefusedMail ? "refused" : "given_up");
        return;
      }
      queued.attempts += 1;
      parts.wait(pauseMs, () => {
        waiting.push(queued);
        next();
      });
    }
  }

  return {
    add(mail, settled) {
      waiting.push({ mail, attempts: 0, settled });
      next();
    },
  };
}
