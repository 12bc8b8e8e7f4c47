/**
 * Webhooks and what they are still to be told. Nothing of what an event says is kept here, only where it is in the log:
 * so what was recalled or expired before it was told is told without its content (INV-12).
 */
import type { Webhook } from "@parley/protocol";

export interface StoredWebhook extends Omit<Webhook, "failedCount"> {
  /** Sealed. */
  readonly secret: string;
  /** Sealed; signs besides until then. */
  readonly oldSecret: string | null;
  readonly oldSecretUntil: number;
  /** How often in a row it was not reached, and when it is tried again. */
  readonly failureCount: number;
  readonly nextAttemptAt: number;
}

export type WebhookChanges = Partial<
  Omit<StoredWebhook, "id" | "conversationId" | "createdBy" | "createdAt">
>;

/** What of one conversation a webhook was told. Everything after `doneRev` up to `lastRev` is still to be told. */
export interface WebhookLane {
  readonly webhookId: string;
  readonly conversationId: number;
  readonly doneRev: number;
  readonly lastRev: number;
  /** How often the next event was told in vain. */
  readonly attempts: number;
}

export interface StoredFailure {
  readonly id: number;
  readonly webhookId: string;
  readonly conversationId: number;
  readonly rev: number;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: number;
  readonly retryAt: number | null;
}

/** What webhooks that are switched on are still to be told, and what was given up. */
export interface WebhookBacklog {
  readonly waiting: number;
  /** When the oldest of the waiting events happened; null where none waits. */
  readonly oldestAt: number | null;
  /** In the lists of those that failed. */
  readonly listed: number;
}

export interface WebhooksReader {
  backlog(): Promise<WebhookBacklog>;
  find(id: string): Promise<StoredWebhook | null>;
  /** Of one group, or those of everything; the oldest first. */
  list(conversationId: number | null): Promise<StoredWebhook[]>;
  /** Those of everything, and those of the conversations, that are switched on. */
  listFollowing(conversationIds: readonly number[]): Promise<StoredWebhook[]>;
  countFailures(webhookId: string): Promise<number>;
  failures(webhookId: string, before: number | null, limit: number): Promise<StoredFailure[]>;
  /** Whether something could be told now. */
  hasDue(now: number): Promise<boolean>;
}

export interface WebhooksWriter extends WebhooksReader {
  insert(webhook: StoredWebhook): Promise<void>;
  update(id: string, changes: WebhookChanges): Promise<void>;
  /** With all that was still to be told. */
  remove(id: string): Promise<void>;
  isAny(): Promise<boolean>;
  /** There is more to tell, up to `lastRev`; from `firstRev`, unless something before it is still to be told. */
  extend(
    webhookId: string,
    conversationId: number,
    firstRev: number,
    lastRev: number,
    now: number,
  ): Promise<void>;
  /**
   * Lanes to be told now, which nobody else gets until then: of each webhook that is reached so many at a time, of one
   * that is not, one.
   */
  claim(now: number, until: number, lanesPerWebhook: number): Promise<WebhookLane[]>;
  /** Gives a lane back as it is now. `dueAt`: not before. */
  release(lane: WebhookLane, dueAt: number): Promise<void>;
  /** Forgets all that is still to be told. */
  dropLanes(webhookId: string): Promise<void>;
  /** Forgets what was told completely and has been quiet since then; answers how many lanes that were. */
  forgetDone(before: number, limit: number): Promise<number>;
  addFailure(failure: Omit<StoredFailure, "id">): Promise<void>;
  findFailure(webhookId: string, id: number): Promise<StoredFailure | null>;
  setFailure(id: number, changes: Partial<Omit<StoredFailure, "id">>): Promise<void>;
  removeFailure(id: number): Promise<void>;
  /** Failures to be told again, which nobody else gets until then. */
  claimFailures(now: number, until: number, limit: number): Promise<StoredFailure[]>;
}

export interface StoredIncomingWebhook {
  readonly id: string;
  readonly conversationId: number;
  readonly botId: number;
  readonly name: string;
  readonly createdBy: number;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

/** None of them answers what was revoked. */
export interface IncomingWebhooksReader {
  find(id: string): Promise<StoredIncomingWebhook | null>;
  findByDigest(digest: string): Promise<StoredIncomingWebhook | null>;
  list(conversationId: number): Promise<StoredIncomingWebhook[]>;
}

export interface IncomingWebhooksWriter extends IncomingWebhooksReader {
  insert(webhook: StoredIncomingWebhook, secretDigest: string): Promise<void>;
  noteUse(id: string, at: number): Promise<void>;
  revoke(id: string, at: number): Promise<void>;
}
