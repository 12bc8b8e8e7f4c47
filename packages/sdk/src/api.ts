/**
 * The public interface of the SDK: everything a user interface or a bot needs, and all of it.
 * It says what can be asked and observed; how is in the other folders. Invariant: whatever is observable here is
 * plain, immutable data that is replaced as a whole when it changes and keeps its identity while it does not.
 */
import type {
  Account,
  Contact,
  ContactRequest,
  Content,
  Conversation,
  Draft,
  Folder,
  Media,
  MediaKind,
  MemberStatus,
  MessageContent,
  MessageExtras,
  OwnState,
  ParamsOf,
  PushBody,
  PushName,
  RecordingKind,
  RequestedExtras,
  ResultOf,
  ScheduledMessage,
  SessionEndReason,
  Settings,
  StickerPack,
  User,
} from "@parley/protocol";
import type { ErrorCode, ParleyError } from "@parley/protocol/errors";
import type { Call, CallGroups, CallsOf } from "./calls.ts";
import type { UploadOptions } from "./media/upload.ts";
import type { OutgoingFile } from "./outbox/outbox-state.ts";
import type { Platform } from "./platform/platform.ts";
import type { Storage } from "./storage/storage.ts";

/**
 * A value that changes. `subscribe` calls the listener at once with the value of now and again after each change
 * (synchronously, never twice with the same value) and answers the function that ends it. Usable as it is with Solid's
 * `from(readable)` and as a Svelte store.
 */
export interface Readable<T> {
  get(): T;
  subscribe(listener: (value: T) => void): () => void;
}

/** Where the connection stands. */
export type ConnectionState =
  /** Nobody is signed in, so there is nothing to connect for. */
  | { readonly status: "signed-out" }
  /** A socket is being opened or says `hello`. `attempt` counts from 1 since it was last online. */
  | { readonly status: "connecting"; readonly attempt: number }
  /** Connected, and still fetching what was missed; what is shown may be old. */
  | { readonly status: "behind" }
  /** Connected and caught up. */
  | { readonly status: "online" }
  /** Waiting to try again, at `retryAt` (ms, by the local clock); `retryNow()` shortens it. */
  | { readonly status: "offline"; readonly retryAt: number; readonly attempt: number }
  /** The session cannot be renewed: sign in again. What is stored stays, drafts included. */
  | { readonly status: "expired" }
  /** The server asked this client not to come back. */
  | {
      readonly status: "kicked";
      readonly code: number;
      readonly reason: KickReason;
      /** Why the session ended, where the server said so. */
      readonly sessionEnd?: SessionEndReason;
    }
  /** `close()` was called. */
  | { readonly status: "closed" };

export type KickReason = "session-ended" | "version-unsupported" | "protocol-violation" | "refused";

/** Who is signed in here. Tokens stay inside the SDK. */
export interface Session {
  readonly user: User;
}

/**
 * `uploading`: its files are on their way; goes on by itself like `sending`, unless it is paused.
 * `sending`: waiting or under way, goes on by itself for as long as it takes, also after a reload.
 * `sent`: the server has it. `failed`: refused for good; `outbox.retry` or `outbox.discard`. `recalled`: taken back.
 */
export type MessageState = "uploading" | "sending" | "sent" | "failed" | "recalled";

/** A message as a timeline shows it. */
export interface TimelineMessage extends MessageExtras {
  /** UUIDv7 made by the sender's client; the same before and after it was sent. */
  readonly id: string;
  readonly conversationId: number;
  /** Null until the server has taken it. */
  readonly seq: number | null;
  /** 0 is the system. */
  readonly senderId: number;
  readonly isMine: boolean;
  /** By the server's clock once sent, by the local one before. */
  readonly sentAt: number;
  /** Null when recalled. Of one that is on its way as it was asked for, without what the server adds. */
  readonly content: MessageContent | Content | null;
  readonly state: MessageState;
  /** Of one on its way its files; until they are there their own ids stand in the content. */
  readonly files?: readonly OutgoingFile[];
  /** How far its files are, from 0 to 1. Only where there are `files`. */
  readonly progress?: number;
  /** Its files wait for `outbox.resume`. Only where there are `files`. */
  readonly isPaused?: boolean;
  /** Why it failed. */
  readonly errorCode?: ErrorCode;
  /** More about it, such as the `rule` of `not_accepted`. */
  readonly errorDetails?: Readonly<Record<string, string | number>>;
}

/** One line of the inbox. */
export interface InboxItem {
  readonly conversation: Conversation;
  /** Name of the group, or remark or nickname of the other side; empty while that profile is not known yet. */
  readonly title: string;
  readonly avatar: string | null;
  /** The other side of a direct conversation. */
  readonly peer: User | null;
  /** Own messages still on their way included. */
  readonly lastMessage: TimelineMessage | null;
  readonly lastActiveAt: number;
  readonly lastSeq: number;
  readonly readSeq: number;
  readonly unread: number;
  readonly status: MemberStatus;
  /** Unread messages that mention the user. */
  readonly mentions: number;
  /** What the user keeps of it for themselves: pinned, muted, archived and so on. */
  readonly own: OwnState;
  /** As the user's devices last told the server, with what it answers; `state.drafts` is what is being written here. */
  readonly draft: Draft | null;
}

export interface InboxView {
  /** Pinned ones first, then the most recently active; without those the user took out of the list. */
  readonly items: readonly InboxItem[];
  /** Unread of what the user wants to be told of, for a title, an icon or a badge (INB-9). */
  readonly unreadTotal: number;
  /** Unread of the rest: muted, archived, below the level. */
  readonly quietUnreadTotal: number;
  /** False only while neither the local store nor the server has answered: show a skeleton. */
  readonly isLoaded: boolean;
}

/** Somebody the user keeps something about. */
export interface ContactItem {
  readonly contact: Contact;
  /** Null while that profile is not known yet. */
  readonly user: User | null;
  /** The user's own name for them, or else their nickname. */
  readonly name: string;
}

export interface ContactGroup {
  /** `A` to `Z`, or `#`. */
  readonly initial: string;
  readonly items: readonly ContactItem[];
}

export interface ContactsView {
  /** Contacts by initial, `#` last, sorted by name within. */
  readonly groups: readonly ContactGroup[];
  readonly blocked: readonly ContactItem[];
  /** Everybody something is kept about, by user id: contacts, blocked people, people with a remark. */
  readonly kept: ReadonlyMap<number, Contact>;
  readonly count: number;
  /** False only while neither the local store nor the server has answered. */
  readonly isLoaded: boolean;
}

export interface RequestsView {
  /** Requests to the user and from the user, the newest first; at least the 200 newest of each. */
  readonly incoming: readonly ContactRequest[];
  readonly outgoing: readonly ContactRequest[];
  /** Those that wait for the user, older ones included. */
  readonly pendingCount: number;
  readonly isLoaded: boolean;
}

export interface TimelineView {
  /** Oldest first, without holes. Messages that are `sending` or `failed` come last, once the newest are shown. */
  readonly messages: readonly TimelineMessage[];
  /** There is (or may be) more above. */
  readonly hasOlder: boolean;
  /** The view ends before the newest message: it was opened in the middle. */
  readonly hasNewer: boolean;
  readonly isLoading: boolean;
  /** False while there is nothing to show yet, not even that the conversation is empty. */
  readonly isLoaded: boolean;
  /** The last load that failed, until one succeeds. */
  readonly error: ParleyError | null;
  /** Number of the newest message there is, shown or not. */
  readonly lastSeq: number;
  /** Own read position and unread count. */
  readonly readSeq: number;
  readonly unread: number;
  /** How far the other members have read, by user id; only those that are known. */
  readonly receipts: ReadonlyMap<number, number>;
  /** How far messages have arrived at them; never less than `receipts`. */
  readonly delivered: ReadonlyMap<number, number>;
  /** Others who are typing now. */
  readonly typingUserIds: readonly number[];
}

/** One conversation's messages as somebody looks at them. Every call of `client.timeline` makes one; close it. */
export interface Timeline {
  readonly conversationId: number;
  readonly view: Readable<TimelineView>;
  /** Shows the newest messages. Called by `client.timeline` unless a place was named. */
  loadLatest(): Promise<void>;
  /** Shows messages around a number, e.g. the first unread one or a search hit. */
  loadAround(seq: number): Promise<void>;
  /** The page above; one call at a time, further ones join it. Failures show in `view.error`, never reject. */
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  close(): void;
}

export interface TimelineOptions {
  /** `latest` (default), `unread`: around the first unread message if there is one, or a message number. */
  at?: "latest" | "unread" | number;
  /** Messages a load asks for. Default 50, at most 200. */
  pageSize?: number;
}

/** A file that was chosen for a conversation and is in no message yet; it is uploaded already. */
export interface Attachment {
  /** UUIDv7; the id of its `OutgoingFile` once it is sent. */
  readonly id: string;
  readonly conversationId: number;
  readonly kind: MediaKind;
  readonly name: string;
  readonly bytes: number;
  readonly durationMs?: number;
  /** From 0 to 1. */
  readonly progress: number;
  /** `uploading`: waiting or under way. `failed`: refused for good; `resume` tries it again, `remove` forgets it. */
  readonly state: "uploading" | "paused" | "failed" | "done";
  /** What the server calls it, once it is `done`. */
  readonly mediaId: string | null;
  /** Why it failed. */
  readonly errorCode?: ErrorCode;
}

export interface AttachmentOptions {
  /** What it is to be shown as. Default `file`. */
  kind?: MediaKind;
  /** Default: the file's own name. */
  name?: string;
  /** Of a voice or video. */
  durationMs?: number;
}

/** A file of a page, any `Blob`, or one that was attached before. */
export type FileSource = Blob | Attachment;

export interface SendFileOptions {
  /** What is written below, up to `captionCharsMax` characters. */
  text?: string;
  /** Default: the file's own name. */
  name?: string;
  /** What is asked for besides: an answer, mentions and so on. */
  extras?: RequestedExtras;
}

export interface SendVoiceOptions extends Omit<SendFileOptions, "text"> {
  durationMs?: number;
  /** How loud it is from its beginning to its end, from 0 to 100 each, at most `waveformPointsMax`. */
  waveform?: readonly number[];
}

export interface SendVideoOptions extends SendFileOptions {
  /** In pixels. */
  width?: number;
  height?: number;
  durationMs?: number;
  /** An image to show until it plays. The video is sent without it where it is refused. */
  poster?: Blob;
}

export interface AttachmentCalls {
  /** Begins to upload a file for the next message of a conversation. Of this tab alone; a reload forgets it. */
  add(conversationId: number, file: Blob, options?: AttachmentOptions): Attachment;
  pause(id: string): void;
  /** Goes on where it was paused, or tries again what was refused. */
  resume(id: string): void;
  /** Gives it up, here and on the server. */
  remove(id: string): void;
}

/** A message given to the outbox. */
export interface Outgoing {
  /** The optimistic message, in the timeline already. */
  readonly message: TimelineMessage;
  /** Resolves when the server has taken it; rejects when it failed for good or was discarded. May be ignored. */
  readonly sent: Promise<ResultOf<"message.send">>;
}

export interface Outbox {
  /** Messages waiting, under way or failed, in the order they will be sent; those with files when they are there. */
  readonly messages: Readable<readonly TimelineMessage[]>;
  /**
   * Takes a message and answers at once. It is kept over reloads, sent in order within its conversation, tried again
   * with the same id on every temporary failure, and never doubled. Messages with files keep their order among each
   * other; what is given after them does not wait for their files.
   */
  send(conversationId: number, content: Content, extras?: RequestedExtras): Outgoing;
  /** Puts a failed message back in the queue. Unknown or not failed: nothing happens. */
  retry(id: string): void;
  /** Forgets a message that has not been sent; what was uploaded of its files is given up. */
  discard(id: string): void;
  /** Stops uploading the files of a message until `resume`, which goes on where they were. */
  pause(id: string): void;
  resume(id: string): void;
  /** The file of a message on its way, by the id in `files`; null where it is not kept here. */
  file(id: string): Promise<Blob | null>;
}

/** Values of the whole client. */
export interface ClientState {
  readonly connection: Readable<ConnectionState>;
  /** Null when signed out; undefined until the local store has answered. */
  readonly session: Readable<Session | null | undefined>;
  readonly inbox: Readable<InboxView>;
  readonly users: Readable<ReadonlyMap<number, User>>;
  /** Painted from the local store, kept true by the events of the user's feed. */
  readonly contacts: Readable<ContactsView>;
  readonly requests: Readable<RequestsView>;
  /** The user's own account and settings, as the last two; null until one of store and server has answered. */
  readonly account: Readable<Account | null>;
  readonly settings: Readable<Settings | null>;
  /** The user's folders of conversations, in their order; which conversation is in which says `InboxItem.own`. */
  readonly folders: Readable<readonly Folder[]>;
  /** The user's messages that wait to be sent or could not be, those to be sent first first. */
  readonly scheduled: Readable<readonly ScheduledMessage[]>;
  /** The sticker packs the user can send from, as of the last look; null until they are known. Subscribing asks for them. */
  readonly stickerPacks: Readable<readonly StickerPack[] | null>;
  /** Those of `presence.watch` who are online. */
  readonly onlineUserIds: Readable<ReadonlySet<number>>;
  /** Who is typing, by conversation. Entries end by themselves. */
  readonly typing: Readable<ReadonlyMap<number, readonly number[]>>;
  /** Who is recording what, by conversation and user. Entries end by themselves. */
  readonly recording: Readable<ReadonlyMap<number, ReadonlyMap<number, RecordingKind>>>;
  /** How far others have read, by conversation and user, as far as it is known here. */
  readonly receipts: Readable<ReadonlyMap<number, ReadonlyMap<number, number>>>;
  /** How far messages have arrived at others; never less than `receipts`. */
  readonly delivered: Readable<ReadonlyMap<number, ReadonlyMap<number, number>>>;
  /** Files that were chosen and are in no message yet. */
  readonly attachments: Readable<readonly Attachment[]>;
  /** Unsent text by conversation: kept over reloads, the same in all tabs and on the user's other devices. */
  readonly drafts: Readable<ReadonlyMap<number, string>>;
}

export interface AccountCalls extends Omit<CallsOf<"account">, "refresh" | "logout"> {
  /** Ends the session here and, if it can be reached, on the server; forgets everything stored. Never rejects. */
  logout(): Promise<void>;
}

export interface GuestCalls {
  /** Makes a guest and signs it in. Its secret is kept here: when its session ends, it is resumed by itself. */
  create(args?: Omit<ParamsOf<"guest.create">, "device">): Promise<ResultOf<"guest.create">>;
  /** Signs a guest in again: the one of the secret given, else the one kept here. */
  resume(args?: { guestSecret?: string }): Promise<ResultOf<"guest.resume">>;
  /** Makes the guest who is signed in an account, which goes on where the guest was. Its secret is forgotten. */
  upgrade(args: Omit<ParamsOf<"guest.upgrade">, "device">): Promise<ResultOf<"guest.upgrade">>;
  /**
   * Moves what a guest has into the account that is signed in: the guest this device was before `account.login`, or
   * another whose secret is given. Its secret is forgotten.
   */
  mergeInto(args?: { guestSecret?: string }): Promise<ResultOf<"guest.mergeInto">>;
}

export interface InboxCalls extends Omit<CallsOf<"inbox">, "markRead"> {
  /** Moves the read position forward at once; the server is told soon, and after a reconnect if need be. */
  markRead(args: ParamsOf<"inbox.markRead">): void;
}

export interface MessageCalls extends Omit<CallsOf<"message">, "send"> {
  /** The same as `outbox.send`. */
  send(args: Omit<ParamsOf<"message.send">, "id">): Outgoing;
}

export interface MediaCalls extends CallsOf<"media"> {
  /**
   * Uploads a file: a `File` of a page, or any `Blob`. Goes on by itself after a lost connection, until `signal` ends it.
   * The file can be shown by a message then. Rejects with what the server refused it for.
   */
  upload(file: Blob, options?: UploadOptions): Promise<Media>;
}

export interface SignalCalls {
  /** Says that the caller is typing; call it at every key, it goes out at most once in 3 s. */
  typing(args: ParamsOf<"signal.typing">): void;
  /** Says that the caller is recording; call it now and then, it goes out at most once in 3 s. */
  recording(args: ParamsOf<"signal.recording">): void;
}

export interface PresenceCalls {
  /** Replaces the list of people watched; repeated by itself after a reconnect. The answer is `state.onlineUserIds`. */
  watch(args: ParamsOf<"presence.watch">): void;
}

type PlainGroups = Omit<
  CallGroups,
  "account" | "guest" | "inbox" | "media" | "messages" | "signals" | "presence"
>;

export interface Client extends PlainGroups {
  readonly state: ClientState;
  /** Resolves when the local store was read: from then on `state` shows what was known at the last visit. */
  readonly ready: Promise<void>;
  readonly account: AccountCalls;
  readonly guest: GuestCalls;
  readonly inbox: InboxCalls;
  readonly media: MediaCalls;
  readonly messages: MessageCalls;
  readonly signals: SignalCalls;
  readonly presence: PresenceCalls;
  readonly outbox: Outbox;
  readonly attachments: AttachmentCalls;
  readonly call: Call;
  /**
   * Sends files: answers at once with a message in state `uploading`, which is kept over reloads where the store can keep
   * its files (up to 256 MiB each), goes on after lost connections where it was, and is sent once, under its id, when all
   * are there. It fails for good with what the server refused a file for: `limit_reached`, `payload_too_large`,
   * `invalid_arguments` (it is not what it is to be shown as), or `not_found` where the file is gone from this device.
   */
  sendFile(conversationId: number, file: FileSource, options?: SendFileOptions): Outgoing;
  /** One picture or up to `imagesPerMessageMax` in one message. */
  sendImage(
    conversationId: number,
    files: FileSource | readonly FileSource[],
    options?: SendFileOptions,
  ): Outgoing;
  sendVoice(conversationId: number, file: FileSource, options?: SendVoiceOptions): Outgoing;
  sendVideo(conversationId: number, file: FileSource, options?: SendVideoOptions): Outgoing;
  timeline(conversationId: number, options?: TimelineOptions): Timeline;
  /** The profile if known; otherwise null, and it is fetched and appears in `state.users`. */
  user(id: number): User | null;
  /**
   * Keeps unsent text; an empty one removes it. Other tabs have it at once; the server is told within a second, or when
   * there is a connection, for the user's other devices. The one written later stays, by the server's clock. Giving the
   * same text to the outbox ends it, and so does a message from another device. Beyond `draftCharsMax` characters it
   * stays on this device. `replyTo`: the message it answers; null: none; left out: the one there is.
   */
  setDraft(conversationId: number, text: string, replyTo?: string | null): void;
  /**
   * Pushes as they are applied: events in the order of `rev`, each once, gaps filled before; signals as they come.
   * A handler that throws harms nobody. Answers the function that ends it.
   */
  on<N extends PushName>(name: N, handler: (body: PushBody<N>) => void): () => void;
  /** Reconnects now instead of at `retryAt`; also a check of life when it seems connected. */
  retryNow(): void;
  /** Ends the connection and writes what is left to the store. The session stays. */
  close(): Promise<void>;
}

export interface ClientOptions {
  /** Address of the server: `https://chat.example.org`. The web client leaves it out: where the page came from. */
  url?: string;
  /**
   * Where the access token comes from when the application signs in by itself: called for each connection that needs
   * one, `previous` being the token that was refused; null: there is none any more. Without it the SDK keeps the session (`account.login` and so on).
   */
  token?: (previous: string | null) => Promise<string | null>;
  device?: { name?: string; platform?: "web" | "ios" | "android" | "desktop" | "bot" | "other" };
  /** Default: IndexedDB where there is one, else memory. `memory` keeps nothing. */
  storage?: Storage | "memory";
  /** Name of the local store and of the group of tabs that share a connection. Default: made from the address. */
  name?: string;
  /** Share one connection between the tabs of a browser. Default true; needs Web Locks and BroadcastChannel. */
  sharesConnection?: boolean;
  /**
   * What is fetched after a time offline: `local` (default) the events of conversations with local history, the others
   * when they are opened; `all` every missed event, so that `on` hears each of them.
   */
  catchUp?: "local" | "all";
  /**
   * `keep` (default): messages of every conversation in which something happens are kept in the local store.
   * `none`: only those of open timelines, and only while they are open: for bots.
   */
  history?: "keep" | "none";
  /** Clock, randomness, sockets, HTTP, locks. Default: those of the browser, Bun or Node. */
  platform?: Partial<Platform>;
}

/** Makes a client. It reads its store and, when somebody is signed in, connects by itself. */
export type CreateClient = (options?: ClientOptions) => Client;
