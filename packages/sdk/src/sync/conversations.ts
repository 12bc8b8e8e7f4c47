import type { Draft, EventFrame, Head, OwnState } from "@parley/protocol";
import { notifyAll } from "../state/cell.ts";
import {
  applyEventToHead,
  changedLast,
  compareHeads,
  headOfCreated,
  mergeHead,
  moveReadPosition,
} from "../state/heads.ts";
import type { History } from "../state/history.ts";
import { applyEvent, changeMessage } from "../state/history.ts";
import { withDraft, withOwn } from "../state/own-marks.ts";

/** What is known here of one conversation. Replaced as a whole when anything in it changes. */
export interface Known {
  readonly head: Head;
  /** Null where no messages are kept. */
  readonly history: History | null;
}

/** What happened to one event: it was taken, known already, or came too early (those before it are missing). */
export type Taken = "taken" | "known" | "early";

/** A page that was asked for before the user cleared the history may be answered after it. */
function withoutCleared(known: Known): Known {
  const clearedSeq = known.head.own?.clearedSeq ?? 0;
  const oldest = known.history?.slices[0]?.messages[0];
  return oldest !== undefined && oldest.seq <= clearedSeq ? { ...known, history: null } : known;
}

/**
 * All conversations of the user as known here: holds them, takes events and answers into them, and tells who listens
 * which one changed. Owns no connection and no store.
 */
export class Conversations {
  selfId = 0;
  readonly #known = new Map<number, Known>();
  /**
   * Conversations whose unread count may be too high: the read position moved to a place among recalled messages, and
   * which of them are left is not known here. The next answer that is not older makes it certain.
   */
  readonly #uncertain = new Set<number>();
  readonly #listeners = new Set<(conversationId: number) => void>();

  get(conversationId: number): Known | undefined {
    return this.#known.get(conversationId);
  }

  heads(): Head[] {
    return Array.from(this.#known.values(), (known) => known.head).sort(compareHeads);
  }

  ids(): number[] {
    return [...this.#known.keys()];
  }

  onChange(listener: (conversationId: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes one event into the head and, where it fits, into the history. */
  take(event: EventFrame): Taken {
    const known = this.#known.get(event.conversationId);
    if (known === undefined) {
      if (event.ev !== "conversation.created") return "early";
      this.set(event.conversationId, { head: headOfCreated(event, this.selfId), history: null });
      return "taken";
    }
    const head = applyEventToHead(known.head, event, this.selfId);
    if (head !== known.head && head.status === "left") {
      this.forget(event.conversationId);
      return "taken";
    }
    const history = known.history === null ? null : applyEvent(known.history, event);
    if (head !== known.head || history !== known.history) this.set(event.conversationId, { head, history });
    if (head !== known.head) return "taken";
    return event.rev <= head.lastRev ? "known" : "early";
  }

  /**
   * Takes a line the server answered. Answers whether the unread count is certain. What is no conversation of the user's
   * any more is forgotten: nothing of it is theirs to see.
   */
  mergeHead(answered: Head): boolean {
    const id = answered.conversation.id;
    if (answered.status === "left") {
      this.forget(id);
      return true;
    }
    const known = this.#known.get(id);
    const { head, isExact } = mergeHead(known?.head, answered);
    const wasCertain = known === undefined || head.lastRev === answered.lastRev || !this.#uncertain.has(id);
    const isCertain = this.#noteCertainty(head, isExact && wasCertain);
    this.set(id, { head, history: known?.history ?? null });
    return isCertain;
  }

  /** The user hid messages. The unread count is the server's to say: it has to be asked for. */
  hide(conversationId: number, seqs: readonly number[]): void {
    const known = this.#known.get(conversationId);
    if (known === undefined) return;
    const hides = seqs.map((seq) => ({ ev: "message.hidden", seq }) as const);
    const last = hides.find(({ seq }) => seq === known.head.lastMessage?.seq);
    const head =
      last === undefined ? known.head : { ...known.head, lastMessage: changedLast(known.head, last) };
    const history = known.history === null ? null : hides.reduce(changeMessage, known.history);
    this.set(conversationId, { head, history });
  }

  /** What the user keeps of the conversation is this now. */
  setOwn(conversationId: number, own: OwnState): void {
    const known = this.#known.get(conversationId);
    if (known === undefined) return;
    this.set(conversationId, { ...known, head: withOwn(known.head, own) });
    if (own.clearedSeq !== undefined) this.moveReadPosition(conversationId, own.clearedSeq);
  }

  setDraft(conversationId: number, draft: Draft | null): void {
    const known = this.#known.get(conversationId);
    if (known !== undefined) this.set(conversationId, { ...known, head: withDraft(known.head, draft) });
  }

  /** Answers whether the unread count is certain. */
  moveReadPosition(conversationId: number, seq: number): boolean {
    const known = this.#known.get(conversationId);
    if (known === undefined) return true;
    const { head, isExact } = moveReadPosition(known.head, seq);
    const isCertain = this.#noteCertainty(head, isExact && !this.#uncertain.has(conversationId));
    if (head !== known.head) this.set(conversationId, { ...known, head });
    return isCertain;
  }

  setHistory(conversationId: number, history: History | null): void {
    const known = this.#known.get(conversationId);
    if (known === undefined || known.history === history) return;
    this.set(conversationId, { ...known, history });
  }

  /** The server does not tell this user what was up to here: before they came in, or while they were out. */
  skipTo(conversationId: number, rev: number): void {
    const known = this.#known.get(conversationId);
    if (known === undefined || known.head.lastRev >= rev) return;
    this.set(conversationId, { ...known, head: { ...known.head, lastRev: rev } });
  }

  set(conversationId: number, known: Known): void {
    this.#known.set(conversationId, withoutCleared(known));
    notifyAll(this.#listeners, conversationId);
  }

  forget(conversationId: number): void {
    this.#uncertain.delete(conversationId);
    if (this.#known.delete(conversationId)) notifyAll(this.#listeners, conversationId);
  }

  clear(): void {
    const ids = this.ids();
    this.#known.clear();
    this.#uncertain.clear();
    for (const id of ids) notifyAll(this.#listeners, id);
  }

  #noteCertainty({ conversation, lastSeq, readSeq }: Head, isExact: boolean): boolean {
    const isCertain = isExact || readSeq === lastSeq;
    if (isCertain) this.#uncertain.delete(conversation.id);
    else this.#uncertain.add(conversation.id);
    return isCertain;
  }
}
