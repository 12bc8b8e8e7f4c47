import type { RequestedExtras } from "@parley/protocol";
import type { CommittedEvent } from "./committed.ts";
import type { EventName } from "./event-record.ts";
import type { Visible } from "./store-conversations.ts";

/** The log of all conversations. Hot: prepared statements per database. */
export interface LogReader {
  /** Wire texts of the events with `rev` after the given one up to `uptoRev`, ascending, at most `limit` (SYNC-3). */
  range(conversationId: number, afterRev: number, limit: number, uptoRev?: number): Promise<string[]>;
  /** Wire texts of the messages in the page, ascending by `seq` (MSG-6). */
  page(conversationId: number, page: MessagePage): Promise<string[]>;
  findMessage(conversationId: number, messageId: string): Promise<StoredMessage | null>;
  /** Wire texts of the messages that these events brought, ascending; one that is no message is left out. */
  messagesAt(conversationId: number, revs: readonly number[]): Promise<string[]>;
  /** Wire texts of one sender's messages, as `page` answers them, ascending. */
  ownMessages(range: OwnMessages): Promise<string[]>;
}

export interface OwnMessages {
  readonly conversationId: number;
  readonly userId: number;
  readonly afterRev: number;
  /** The last event that is looked at: bounds the work where others wrote nearly everything. */
  readonly uptoRev: number;
  readonly limit: number;
}

/** Exclusive bounds. Without `afterSeq` the page ends at the newest below `beforeSeq`; with it, it begins after it. */
export interface MessagePage {
  readonly beforeSeq: number | null;
  readonly afterSeq: number | null;
  readonly limit: number;
  /** What the reader may see; without it all of the conversation. */
  readonly visible?: Visible;
}

export interface StoredMessage {
  /** The event that brought it. */
  readonly rev: number;
  readonly seq: number;
  readonly senderId: number;
  readonly sentAt: number;
  /** `rev` of the recall, when recalled. */
  readonly recalledRev: number | null;
  /** Content and further fields as JSON text; null once recalled, or where there are none. */
  readonly body: string | null;
  readonly extra: string | null;
}

export interface LogWriter extends LogReader {
  /**
   * Appends an event that is not a message, with the next `rev`, and remembers it for delivery after the commit.
   * Locks the conversation until then.
   */
  append(event: NewEvent): Promise<{ rev: number }>;
  /** The same for several of one conversation, in this order and with one `rev` after the other, in one step. */
  appendEach(conversationId: number, events: readonly NewEvent[]): Promise<void>;
  /** In a transaction it also holds the conversation: what is decided by the answer stays true. */
  findMessage(conversationId: number, messageId: string): Promise<StoredMessage | null>;
  /** Appends a message as the hot path does, where no rules are to be asked; `ruled` where they are. */
  appendUnruled(message: AppendMessage): Promise<AppendOutcome>;
  /** Appends a message as the hot path does, rules aside: they were asked in this transaction. */
  appendAccepted(message: AppendMessage): Promise<AppendOutcome>;
  /** Appends a message of the system: sender 0. */
  appendNotice(notice: NewNotice): Promise<void>;
  /** Makes one user the author of all that another has done in a conversation, which the caller holds. */
  replaceActor(conversationId: number, fromUserId: number, toUserId: number): Promise<void>;
  /** Puts another body in the place of an event's that is no message: for taking out what a deleted user was called. */
  replaceBody(conversationId: number, rev: number, body: string): Promise<void>;
  /** Puts another content, as JSON text, in the place of a message's. What tells a repetition stays that of the first. */
  setBody(conversationId: number, rev: number, body: string): Promise<void>;
  /** Puts further fields in the place of a message's; null: there are none. */
  setExtra(conversationId: number, rev: number, extra: string | null): Promise<void>;
  /** Erases a message's content in place and marks it recalled (MSG-21). */
  eraseMessage(conversationId: number, messageId: string, recalledRev: number, at: number): Promise<void>;
}

export interface NewEvent {
  readonly conversationId: number;
  readonly name: Exclude<EventName, "message.sent">;
  readonly actorId: number;
  readonly at: number;
  /** JSON object text with the event's own fields. */
  readonly body: string;
  /** Members this event adds or removes; delivery keeps its cache true by them. */
  readonly added?: readonly number[];
  readonly removed?: readonly number[];
}

export interface NewNotice {
  readonly conversationId: number;
  readonly id: string;
  readonly at: number;
  /** Content as JSON text. */
  readonly body: string;
}

export interface AppendMessage {
  readonly conversationId: number;
  readonly senderId: number;
  readonly id: string;
  readonly sentAt: number;
  /** Content as JSON text. */
  readonly body: string;
  /** 48-bit digest of the body, to tell a repetition from a conflict after the content may be gone. */
  readonly digest: number;
  /** Further fields as JSON text, already checked; never by the hot path. */
  readonly extra?: string;
  /**
   * What its sender asked for besides and the engine has to look at first: the outcome is `ruled`, whoever they are.
   */
  readonly requested?: RequestedExtras;
  /** A word of it was flagged: it becomes a complaint. Only with `requested`. */
  readonly isFlagged?: true;
}

/** What became of an appended message. Decided in the transaction, with the sender's membership at that moment. */
export type AppendOutcome =
  | {
      readonly status: "sent";
      readonly rev: number;
      readonly seq: number;
      readonly sentAt: number;
      readonly event: CommittedEvent;
    }
  | { readonly status: "repeated"; readonly rev: number; readonly seq: number; readonly sentAt: number }
  | { readonly status: "conflict" }
  | { readonly status: "not_a_member" }
  | { readonly status: "not_allowed" }
  /** Nothing was written: rules are to be asked first, those of the other side (CONT-32) or of the message. */
  | { readonly status: "ruled" };
