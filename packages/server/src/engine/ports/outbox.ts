import type { OutboxMail } from "@parley/protocol";

/** The folder that takes the mails of a server without a mail server. */
export interface Outbox {
  /** The newest first; empty where there is a mail server. A file that is no mail is left out. */
  list(before: string | null, limit: number): Promise<OutboxMail[]>;
}
