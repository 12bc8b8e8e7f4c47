/**
 * What the SDK keeps over reloads, by name instead of by table. Owns the keys; decides nothing. Invariant: no failure
 * of the storage behind it reaches a caller: what cannot be read is absent, what cannot be written is only lost.
 */
import type {
  Account,
  Contact,
  ContactRequest,
  Folder,
  Head,
  Message,
  ScheduledMessage,
  Settings,
  SignedIn,
  User,
} from "@parley/protocol";
import type { OutboxEntry } from "../outbox/outbox-state.ts";
import type { Platform } from "../platform/platform.ts";
import type { History } from "../state/history.ts";
import type { SyncCursor } from "../sync/synchronizer.ts";
import type { Storage, StorageChange } from "./storage.ts";

/** Messages of one page record. */
export const pageMessages = 64;

export interface Draft {
  readonly conversationId: number;
  /** Empty: there is none any more. */
  readonly text: string;
  /** The message that it answers. */
  readonly replyTo: string | null;
  /** When it was written, by the local clock. */
  readonly at: number;
  /** The server has it, or gave it. */
  readonly isTold: boolean;
}

interface StoredHistory {
  readonly conversationId: number;
  readonly rev: number;
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** Contacts are rows of their own table, the rest is one value. */
export interface StoredOwnState {
  /** The event of the feed up to which it is true. */
  readonly rev: number;
  readonly contacts: readonly Contact[];
  readonly requests: readonly ContactRequest[];
  readonly olderPendingCount: number;
  readonly account: Account | null;
  readonly settings: Settings | null;
  readonly folders: readonly Folder[];
  readonly scheduled: readonly ScheduledMessage[];
}

export interface StoredState {
  readonly session: SignedIn | null;
  readonly deviceId: string | null;
  readonly cursor: SyncCursor | null;
  readonly heads: readonly Head[];
  readonly users: readonly User[];
  readonly own: StoredOwnState | null;
  readonly outbox: readonly OutboxEntry[];
  readonly drafts: readonly Draft[];
  /** Read positions the server was not told yet. */
  readonly reads: readonly (readonly [number, number])[];
  readonly historyIds: readonly number[];
}

export class LocalStore {
  readonly storage: Storage;
  readonly #platform: Pick<Platform, "warn">;
  #hasWarned = false;

  constructor(storage: Storage, platform: Pick<Platform, "warn">) {
    this.storage = storage;
    this.#platform = platform;
  }

  async load(): Promise<StoredState> {
    const all = <T>(table: Parameters<Storage["readAll"]>[0]): Promise<T[]> =>
      this.#attempt(this.storage.readAll(table) as Promise<T[]>, []);
    const [session, deviceId, cursor, reads, own, heads, users, contacts, outbox, drafts, histories] =
      await Promise.all([
        this.session(),
        this.#value<string>("deviceId"),
        this.#value<SyncCursor>("cursor"),
        this.#value<[number, number][]>("reads"),
        this.#value<Omit<StoredOwnState, "contacts">>("own"),
        all<Head>("heads"),
        all<User>("users"),
        all<Contact>("contacts"),
        all<OutboxEntry>("outbox"),
        all<Draft>("drafts"),
        all<StoredHistory>("histories"),
      ]);
    const historyIds = histories.map((history) => history.conversationId);
    return {
      session,
      deviceId,
      cursor,
      heads,
      users,
      own: own === null ? null : { ...own, contacts },
      outbox,
      drafts,
      reads: reads ?? [],
      historyIds,
    };
  }

  session(): Promise<SignedIn | null> {
    return this.#value<SignedIn>("session");
  }

  /** Of the guest this device is, or was before somebody signed in. */
  guestSecret(): Promise<string | null> {
    return this.#value<string>("guestSecret");
  }

  outbox(): Promise<OutboxEntry[]> {
    return this.#attempt(this.storage.readAll("outbox") as Promise<OutboxEntry[]>, []);
  }

  /** A file of a message on its way; null where it could not be kept. */
  async file(id: string): Promise<Blob | null> {
    const kept = await this.#attempt(this.storage.read("files", id), undefined);
    return kept instanceof Blob ? kept : null;
  }

  async history(conversationId: number): Promise<History | null> {
    const stored = (await this.#attempt(this.storage.read("histories", conversationId), undefined)) as
      | StoredHistory
      | undefined;
    if (stored === undefined) return null;
    const { rev, fromSeq, toSeq } = stored;
    const pages = (await this.#attempt(
      this.storage.readRange("pages", pageKey(conversationId, fromSeq), pageKey(conversationId, toSeq)),
      [],
    )) as Message[][];
    const messages = pages.flat().filter((message) => message.seq >= fromSeq && message.seq <= toSeq);
    return { rev, slices: [{ fromSeq, toSeq, messages }], later: [], purgedSeq: 0 };
  }

  /** Answers whether it is written. */
  async write(changes: readonly StorageChange[]): Promise<boolean> {
    if (changes.length === 0) return true;
    return this.#attempt(
      this.storage.write(changes).then(() => true),
      false,
    );
  }

  async #value<T>(key: string): Promise<T | null> {
    return ((await this.#attempt(this.storage.read("values", key), undefined)) as T | undefined) ?? null;
  }

  async #attempt<T>(work: Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work;
    } catch (failure) {
      if (!this.#hasWarned) this.#platform.warn("the local store failed; going on without it", failure);
      this.#hasWarned = true;
      return otherwise;
    }
  }
}

export function pageKey(conversationId: number, seq: number): readonly [number, number] {
  return [conversationId, Math.floor(seq / pageMessages)];
}
