import type { Message, User } from "@parley/protocol";
import type { Platform, Timer } from "../platform/platform.ts";
import { newest, type Slice } from "../state/history.ts";
import type { Conversations, Known } from "../sync/conversations.ts";
import type { SyncCursor } from "../sync/synchronizer.ts";
import { type LocalStore, pageKey, pageMessages } from "./local-store.ts";
import type { StorageChange } from "./storage.ts";

/** Changes of this time go to the store in one write. */
const flushAfterMs = 150;
/** Newest messages kept of a conversation. */
const storedMessagesMax = 512;

/**
 * Writes what changed in the conversations to the local store, soon and together. Invariant: a head, its history and
 * the cursor that covers them are written in one step, so that a reload never finds a cursor ahead of its heads.
 * Several tabs: only the one that holds the connection writes.
 */
export class Persister {
  readonly #store: LocalStore;
  readonly #conversations: Conversations;
  readonly #platform: Platform;
  readonly #mayWrite: () => boolean;
  readonly #dirtyIds = new Set<number>();
  readonly #saved = new Map<number, readonly Message[]>();
  /** By conversation, up to which number what was stored is removed. */
  readonly #purged = new Map<number, number>();
  readonly #users = new Map<number, User>();
  #cursor: SyncCursor | null = null;
  #hasLost = false;
  #timer: Timer = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: LocalStore, conversations: Conversations, platform: Platform, mayWrite: () => boolean) {
    this.#store = store;
    this.#conversations = conversations;
    this.#platform = platform;
    this.#mayWrite = mayWrite;
  }

  markConversation(id: number): void {
    this.#dirtyIds.add(id);
    this.#schedule();
  }

  markUsers(users: readonly User[]): void {
    for (const user of users) this.#users.set(user.id, user);
    this.#schedule();
  }

  markCursor(cursor: SyncCursor): void {
    this.#cursor = cursor;
    this.#schedule();
  }

  forgetHistory(conversationId: number): void {
    this.#saved.delete(conversationId);
    if (this.#mayWrite()) this.#write([{ table: "histories", key: conversationId }]);
  }

  /** Nothing that was known holds any more. */
  async clear(): Promise<void> {
    this.#dirtyIds.clear();
    this.#saved.clear();
    this.#users.clear();
    this.#cursor = null;
    await this.#writing;
    await this.#store.write([
      { table: "values", key: "cursor" },
      ...(["heads", "users", "histories", "pages"] as const).map((table) => ({
        table,
        empty: true as const,
      })),
    ]);
  }

  async flush(): Promise<void> {
    this.#platform.clearTimer(this.#timer);
    this.#timer = null;
    if (this.#mayWrite()) this.#write(this.#collect());
    await this.#writing;
  }

  #write(changes: readonly StorageChange[]): void {
    this.#writing = this.#writing.then(async () => {
      if (!(await this.#store.write(changes))) this.#hasLost = true;
    });
  }

  #schedule(): void {
    this.#timer ??= this.#platform.setTimer(() => void this.flush(), flushAfterMs);
  }

  #collect(): StorageChange[] {
    const changes: StorageChange[] = [];
    for (const id of this.#dirtyIds) {
      const known = this.#conversations.get(id);
      if (known === undefined) {
        changes.push({ table: "heads", key: id }, { table: "histories", key: id });
        this.#saved.delete(id);
      } else {
        changes.push({ table: "heads", key: id, value: known.head }, ...this.#collectHistory(id, known));
      }
    }
    this.#dirtyIds.clear();
    for (const user of this.#users.values()) changes.push({ table: "users", key: user.id, value: user });
    this.#users.clear();
    // After a lost write the stored heads may be old: without a cursor the next visit asks for all of them.
    if (this.#hasLost) changes.push({ table: "values", key: "cursor" });
    else if (this.#cursor !== null) changes.push({ table: "values", key: "cursor", value: this.#cursor });
    this.#cursor = null;
    return changes;
  }

  #collectHistory(id: number, { head, history }: Known): StorageChange[] {
    const last = history?.slices.at(-1);
    // Only what reaches the newest message is worth keeping: it is what a reload shows first.
    if (history === null || last === undefined || last.toSeq < head.lastSeq) return [];
    const slice = newest(last, storedMessagesMax);
    const { fromSeq, toSeq } = slice;
    const changes: StorageChange[] = [
      { table: "histories", key: id, value: { conversationId: id, rev: history.rev, fromSeq, toSeq } },
    ];
    const pages = pagesOf(slice);
    const saved = this.#saved.get(id) ?? [];
    const changed = changedPages(saved, slice.messages);
    // Stored at an earlier visit, they are not among those this one has saved.
    if (history.purgedSeq > (this.#purged.get(id) ?? 0)) {
      for (const page of purgedPages(history.purgedSeq)) changed.add(page);
      this.#purged.set(id, history.purgedSeq);
    }
    for (const page of changed) {
      const value = pages.get(page);
      changes.push(
        value === undefined
          ? { table: "pages", key: pageKey(id, page * pageMessages) }
          : { table: "pages", key: pageKey(id, page * pageMessages), value },
      );
    }
    this.#saved.set(id, slice.messages);
    return changes;
  }
}

function pageOf(message: Message): number {
  return Math.floor(message.seq / pageMessages);
}

/** Pages that may hold something up to the number: what is stored has no holes. */
function purgedPages(throughSeq: number): number[] {
  const last = Math.floor(throughSeq / pageMessages);
  const count = Math.ceil(storedMessagesMax / pageMessages) + 1;
  return Array.from({ length: count }, (_, index) => last - index).filter((page) => page >= 0);
}

function pagesOf(slice: Slice): Map<number, Message[]> {
  const pages = new Map<number, Message[]>();
  for (const message of slice.messages) {
    const page = pages.get(pageOf(message));
    if (page === undefined) pages.set(pageOf(message), [message]);
    else page.push(message);
  }
  return pages;
}

function changedPages(before: readonly Message[], after: readonly Message[]): Set<number> {
  const known = new Set(before);
  const changed = new Set<number>();
  for (const message of after) {
    if (!known.delete(message)) changed.add(pageOf(message));
  }
  for (const gone of known) changed.add(pageOf(gone));
  return changed;
}
