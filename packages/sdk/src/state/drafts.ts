import type { Peers } from "../connection/peers.ts";
import type { Draft, LocalStore } from "../storage/local-store.ts";
import { Cell } from "./cell.ts";

/** Unsent text by conversation: kept in the store and told to the other tabs. */
export class Drafts {
  readonly all = new Cell<ReadonlyMap<number, string>>(new Map());
  readonly #store: LocalStore;
  readonly #peers: Peers;

  constructor(store: LocalStore, peers: Peers) {
    this.#store = store;
    this.#peers = peers;
    peers.on("draft", (draft) => this.#put(draft as Draft));
  }

  restore(drafts: readonly Draft[]): void {
    this.all.set(new Map(drafts.map(({ conversationId, text }) => [conversationId, text])));
  }

  set(conversationId: number, text: string): void {
    if ((this.all.get().get(conversationId) ?? "") === text) return;
    const draft: Draft = { conversationId, text };
    this.#put(draft);
    this.#peers.post("draft", draft);
    const key = conversationId;
    void this.#store.write([text === "" ? { table: "drafts", key } : { table: "drafts", key, value: draft }]);
  }

  clear(): void {
    this.all.set(new Map());
  }

  #put({ conversationId, text }: Draft): void {
    const next = new Map(this.all.get());
    if (text === "") next.delete(conversationId);
    else next.set(conversationId, text);
    this.all.set(next);
  }
}
