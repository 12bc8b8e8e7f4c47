/**
 * What the transport thread asks an engine's thread besides calls: nothing of a user's, only what doors need to tell
 * who is there, and what clients of other systems are called and were told. No rule depends on the answers.
 */
import type { AuditEntry, UserRole } from "@parley/protocol";
import type { CursorMove, DeliveryCursors } from "./store-delivery-cursors.ts";

/** Who a session lets in. */
export interface SessionHolder {
  readonly userId: number;
  readonly role: UserRole;
  readonly expiresAt: number;
}

/** Why a session lets nobody in: it is over or unknown, or its user may not come in or is no more. */
export type SessionRefusal = "ended" | "disabled" | "deleted";

export interface MarkMove {
  readonly userId: number;
  readonly consumer: string;
  readonly mark: string;
}

/** What an operator watches of webhooks (HOOK-11). */
export interface WebhookFigures {
  /** Deliveries of this process since it began. */
  readonly taken: number;
  readonly failed: number;
  /** Events in the lists of those that failed. */
  readonly listed: number;
  /** Events still to be told, and how long the oldest of them has waited. */
  readonly waiting: number;
  readonly lagMs: number;
}

interface Name {
  readonly namespace: string;
  readonly external: string;
}

/** Question and answer by kind. */
export interface Asks {
  session: { question: { readonly sessionId: string }; answer: SessionHolder | SessionRefusal };
  /** Notes that the session is used: it runs out later. */
  useSession: { question: { readonly sessionId: string }; answer: null };
  externalId: { question: Name; answer: number | null };
  externalName: { question: { readonly namespace: string; readonly id: number }; answer: string | null };
  keepExternalId: { question: Name & { readonly id: number }; answer: number };
  externalNumber: { question: Name; answer: number };
  webhookFigures: { question: object; answer: WebhookFigures };
  cursors: { question: { readonly userId: number; readonly consumer: string }; answer: DeliveryCursors };
  /** Writes down what was done by a key of the operator's, which is nobody's own (DIA-15). */
  audit: { question: Omit<AuditEntry, "id" | "actorId" | "at">; answer: null };
  moveCursors: {
    question: { readonly moves: readonly CursorMove[]; readonly marks: readonly MarkMove[] };
    answer: null;
  };
}

export type AskKind = keyof Asks;
export type Ask = { [K in AskKind]: { readonly kind: K } & Asks[K]["question"] }[AskKind];
export type AskOf<K extends AskKind> = { readonly kind: K } & Asks[K]["question"];
