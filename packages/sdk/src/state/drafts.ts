/**
 * Unsent text by conversation: kept in the store, told to the other tabs at once and to the server soon, for the user's
 * other devices. Owns what the server was not told yet. Invariant: of two drafts the one written later stays, by the
 * server's clock (INB-21); a message of another device ends a draft (INB-22), one of this device does not end what was
 * written besides.
 */
import type { Draft as KeptDraft } from "@parley/protocol";
import { clientLimits } from "@parley/protocol/client-limits";
import { errorCodes, ParleyError } from "@parley/protocol/errors";
import type { Call } from "../calls.ts";
import type { Peers } from "../connection/peers.ts";
import type { Platform, Timer } from "../platform/platform.ts";
import type { Draft, LocalStore } from "../storage/local-store.ts";
import { Cell } from "./cell.ts";

/** What is written within this time is told once. */
const tellAfterMs = 1_000;
const retryAfterMs = 5_000;

export interface DraftsOptions {
  readonly call: Call;
  readonly store: LocalStore;
  readonly peers: Peers;
  readonly platform: Platform;
  readonly isOnline: () => boolean;
}

export class Drafts {
  readonly all = new Cell<ReadonlyMap<number, string>>(new Map());
  /** What the server's clock is ahead of this one. */
  aheadMs = 0;
  readonly #options: DraftsOptions;
  /** Those that are empty are to be told of still. */
  readonly #drafts = new Map<number, Draft>();
  /** By conversation, what the server had when it was last looked at. */
  readonly #seen = new Map<number, KeptDraft | undefined>();
  /** Those of which the server's answer is on its way. */
  readonly #telling = new Map<number, Draft>();
  #timer: Timer = null;

  constructor(options: DraftsOptions) {
    this.#options = options;
    options.peers.on("draft", (draft) => this.#put(draft as Draft));
  }

  restore(drafts: readonly Draft[]): void {
    for (const draft of drafts) this.#drafts.set(draft.conversationId, draft);
    this.#show();
  }

  /** `replyTo`: null for none, left out for the one there is. */
  set(conversationId: number, text: string, replyTo?: string | null): void {
    const known = this.#drafts.get(conversationId);
    const answered = text === "" ? null : replyTo === undefined ? (known?.replyTo ?? null) : replyTo;
    if ((known?.text ?? "") === text && (known?.replyTo ?? null) === answered) return;
    this.#keep({ conversationId, text, replyTo: answered, at: this.#options.platform.now(), isTold: false });
  }

  /** A message was given to the outbox: was it the draft, the draft is over. */
  end(conversationId: number, sent: string | undefined): void {
    const text = this.all.get().get(conversationId);
    if (text !== undefined && text.trim() === sent?.trim()) this.set(conversationId, "");
  }

  /** The server has this now. `isByMessage`: because a message of this device came. */
  take(conversationId: number, kept: KeptDraft | undefined, isByMessage: boolean): void {
    const known = this.#confirmed(conversationId, kept);
    const isGone = kept === undefined;
    if (known?.text === "" && isGone) this.#put({ ...known, isTold: true });
    const seen = this.#seen.get(conversationId);
    if (seen?.at === kept?.at && seen?.text === kept?.text) return;
    this.#seen.set(conversationId, kept);
    if (known?.isTold === false && (isGone || known.at + this.aheadMs >= kept.at)) return;
    if ((known?.text ?? "") === (kept?.text ?? "")) return;
    if (known !== undefined && isGone && isByMessage) this.#keep({ ...known, isTold: false });
    else {
      const { text = "", replyTo = null, at = 0 } = kept ?? {};
      const draft: Draft = { conversationId, text, replyTo, at, isTold: true };
      this.#put(draft);
      // Each tab takes it by itself.
      if (this.#options.peers.isLeader.get()) this.#write(draft);
    }
  }

  /** What is being told and is there was told, though its answer is not here yet: what comes after it is newer. */
  #confirmed(conversationId: number, kept: KeptDraft | undefined): Draft | undefined {
    const known = this.#drafts.get(conversationId);
    if (known === undefined || known.isTold || this.#telling.get(conversationId) !== known) return known;
    if (kept?.text !== known.text || (kept.replyTo ?? null) !== known.replyTo) return known;
    const told = { ...known, isTold: true };
    this.#keep(told);
    return told;
  }

  /** Tells the server what it was not told. Called when the connection is there. */
  flush(): void {
    const { isOnline, peers } = this.#options;
    if (!peers.isLeader.get() || !isOnline()) return;
    for (const draft of this.#drafts.values()) {
      if (!draft.isTold && !this.#telling.has(draft.conversationId)) void this.#tell(draft);
    }
  }

  clear(): void {
    this.stop();
    this.#drafts.clear();
    this.#seen.clear();
    this.#show();
  }

  stop(): void {
    this.#options.platform.clearTimer(this.#timer);
    this.#timer = null;
  }

  async #tell(draft: Draft): Promise<void> {
    const { conversationId, text, replyTo, at } = draft;
    // Too long to be kept for others, it is kept here.
    if (text.length > clientLimits.draftCharsMax) return;
    this.#telling.set(conversationId, draft);
    let isTold = true;
    try {
      const writtenAt = Math.max(0, at + this.aheadMs);
      const answer = replyTo === null ? {} : { replyTo };
      await this.#options.call("inbox.saveDraft", { conversationId, text, ...answer, writtenAt });
    } catch (failure) {
      // What is refused for good is not told again.
      isTold = !(failure instanceof ParleyError) || errorCodes[failure.code].retry === "never";
      if (!isTold) this.#flushIn((failure as ParleyError).retryAfterMs ?? retryAfterMs);
    }
    if (isTold && this.#drafts.get(conversationId) === draft) this.#keep({ ...draft, isTold });
    this.#telling.delete(conversationId);
    const next = this.#drafts.get(conversationId);
    if (next?.isTold === false && next !== draft) this.#flushIn(tellAfterMs);
  }

  #keep(draft: Draft): void {
    this.#put(draft);
    this.#options.peers.post("draft", draft);
    this.#write(draft);
  }

  #write({ conversationId: key, ...rest }: Draft): void {
    const isGone = rest.text === "" && rest.isTold;
    const value = { conversationId: key, ...rest };
    void this.#options.store.write([isGone ? { table: "drafts", key } : { table: "drafts", key, value }]);
  }

  #put(draft: Draft): void {
    if (draft.text === "" && draft.isTold) this.#drafts.delete(draft.conversationId);
    else this.#drafts.set(draft.conversationId, draft);
    this.#show();
    if (!draft.isTold) this.#flushIn(tellAfterMs);
  }

  #flushIn(ms: number): void {
    this.#timer ??= this.#options.platform.setTimer(() => {
      this.#timer = null;
      this.flush();
    }, ms);
  }

  #show(): void {
    const written = [...this.#drafts.values()].filter(({ text }) => text !== "");
    this.all.set(new Map(written.map(({ conversationId, text }) => [conversationId, text])));
  }
}
