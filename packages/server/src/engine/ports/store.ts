/**
 * The store: everything that outlives the process. Two homes, SQLite and PostgreSQL, pass one contract suite
 * (store/contract). Guarantees:
 *
 * - A job is atomic: all of its writes, or none. A failing job harms no other job of its commit.
 * - `commit` resolves after the commit is as durable as the configuration says; nothing is answered before.
 * - `rev` and `seq` are given in the transaction of the insert: gapless, never reused (INV-04, SYNC-1).
 * - A read that begins after a commit resolved sees that commit (INV-27). Each statement of a read is consistent in
 *   itself; two of them may see different commits, so what belongs together is one statement.
 */
import type { CommittedEvent, EndedSession, Signal } from "./committed.ts";
import type { Mail } from "./mail.ts";
import type { ActivityWriter } from "./store-activity.ts";
import type { AccountsReader, AccountsWriter, AuditReader, AuditWriter } from "./store-administration.ts";
import type { ApiKeysReader, ApiKeysWriter } from "./store-api-keys.ts";
import type {
  AutoAnswersReader,
  AutoAnswersWriter,
  DueMessagesReader,
  DueMessagesWriter,
} from "./store-auto-answers.ts";
import type { BotCommandsReader, BotCommandsWriter } from "./store-bots.ts";
import type { ComplaintsReader, ComplaintsWriter } from "./store-complaints.ts";
import type {
  ContactRequestsReader,
  ContactRequestsWriter,
  ContactsReader,
  ContactsWriter,
  FollowsReader,
  FollowsWriter,
} from "./store-contacts.ts";
import type {
  ForwardedMessagesReader,
  ForwardedMessagesWriter,
  PollVotesReader,
  PollVotesWriter,
  StreamsReader,
  StreamsWriter,
} from "./store-contents.ts";
import type {
  ConversationsReader,
  ConversationsWriter,
  InboxReader,
  MembersReader,
  MembersWriter,
} from "./store-conversations.ts";
import type {
  CodesReader,
  CodesWriter,
  CredentialsReader,
  CredentialsWriter,
  RegistrationInvitesReader,
  RegistrationInvitesWriter,
} from "./store-credentials.ts";
import type { DeliveryCursorsReader, DeliveryCursorsWriter } from "./store-delivery-cursors.ts";
import type { DirectoryReader, DirectoryWriter } from "./store-directory.ts";
import type { ExpiringMessagesReader, ExpiringMessagesWriter } from "./store-expiring-messages.ts";
import type { ExternalIdsReader, ExternalIdsWriter } from "./store-external-ids.ts";
import type { FeedsWriter } from "./store-feeds.ts";
import type { GroupsReader, GroupsWriter } from "./store-groups.ts";
import type { GuestsReader, GuestsWriter } from "./store-guests.ts";
import type {
  IdentitiesReader,
  IdentitiesWriter,
  OidcRequestsReader,
  OidcRequestsWriter,
} from "./store-identities.ts";
import type {
  DraftsReader,
  DraftsWriter,
  FoldersReader,
  FoldersWriter,
  MentionsWriter,
  OwnStatesReader,
  OwnStatesWriter,
  ReceiptsReader,
  ReceiptsWriter,
} from "./store-inbox.ts";
import type { InvitesReader, InvitesWriter } from "./store-invites.ts";
import type { AppendMessage, AppendOutcome, LogReader, LogWriter } from "./store-log.ts";
import type { LogCursorsReader, LogCursorsWriter } from "./store-log-cursors.ts";
import type { MediaReader, MediaWriter } from "./store-media.ts";
import type {
  MessageEditsReader,
  MessageEditsWriter,
  PinnedMessagesReader,
  PinnedMessagesWriter,
} from "./store-message-changes.ts";
import type { MessageIndexNotes, MessageIndexReader } from "./store-message-index.ts";
import type {
  HiddenMessagesReader,
  HiddenMessagesWriter,
  SavedMessagesReader,
  SavedMessagesWriter,
} from "./store-message-marks.ts";
import type { OwnNamesReader } from "./store-own-names.ts";
import type { ErasuresWriter, OwnRecordsReader } from "./store-own-records.ts";
import type {
  SessionsReader,
  SessionsWriter,
  SettingsReader,
  SettingsWriter,
  UsersReader,
  UsersWriter,
} from "./store-people.ts";
import type { FacesReader, FacesWriter, PicturesReader, PicturesWriter } from "./store-pictures.ts";
import type { ProfilesReader, ProfilesWriter } from "./store-profiles.ts";
import type { RetentionReader, RetentionWriter } from "./store-retention.ts";
import type { ScheduledMessagesReader, ScheduledMessagesWriter } from "./store-scheduled-messages.ts";
import type { UserTokensReader, UserTokensWriter } from "./store-search.ts";
import type { SecondFactorsReader, SecondFactorsWriter } from "./store-second-factors.ts";
import type { UserSettingsReader, UserSettingsWriter } from "./store-settings.ts";
import type { SignInRequestsReader, SignInRequestsWriter } from "./store-sign-in.ts";
import type { StickerPacksReader, StickerPacksWriter } from "./store-stickers.ts";
import type {
  IncomingWebhooksReader,
  IncomingWebhooksWriter,
  WebhooksReader,
  WebhooksWriter,
} from "./store-webhooks.ts";

export interface Store {
  /** Changes when history was restored from a backup (INV-11). */
  readonly epoch: string;
  /** Whether commits gain from running beside each other; otherwise they run one after another. */
  readonly commitsConcurrently: boolean;
  /**
   * One group commit: runs the jobs and answers in the order given. Message jobs of one commit are appended in the
   * order given. Calls may overlap. Never rejects: what fails is an outcome.
   */
  commit(jobs: readonly WriteJob[]): Promise<readonly JobOutcome[]>;
  /** Committed state only, never that of a commit in progress. */
  readonly reader: Reader;
  /**
   * To be called before what has just arrived is read. Where it is offered, reads of this turn of the event loop may
   * then see one state, no older than this moment, which costs less than to look for the newest with each.
   */
  gatherReads?(): void;
  close(): Promise<void>;
}

/** A message to append (the hot path, set-based), or any other change as a function. */
export type WriteJob =
  | {
      readonly kind: "append";
      readonly message: AppendMessage;
      /**
       * Asked when the outcome would be `ruled`, in the message's place among the jobs, and then is a transaction like
       * any other. Where commits run concurrently it is not asked: the outcome is `ruled`, and the caller commits it.
       */
      decide?(tx: Transaction): Promise<AppendOutcome>;
    }
  | { readonly kind: "transaction"; run(tx: Transaction): Promise<unknown> };

export type JobOutcome =
  | { readonly status: "committed"; readonly value: unknown; readonly effects: Effects }
  | { readonly status: "appended"; readonly outcome: AppendOutcome }
  | {
      readonly status: "failed";
      readonly error: unknown;
      /** The answer to the commit was lost: the job's writes are there or not, and nobody was told of them. */
      readonly isUncertain?: true;
      /** Resolves when it is decided which, and every later read sees it. Without it only the next start decides. */
      readonly settled?: Promise<void>;
    };

/** What a committed job leaves to be told; collected while it runs, dropped when it fails. */
export interface Effects {
  readonly events: readonly CommittedEvent[];
  readonly signals: readonly Signal[];
  readonly endedSessions: readonly EndedSession[];
  readonly mails: readonly Mail[];
}

export interface Reader {
  readonly users: UsersReader;
  readonly credentials: CredentialsReader;
  readonly codes: CodesReader;
  readonly secondFactors: SecondFactorsReader;
  readonly identities: IdentitiesReader;
  readonly oidcRequests: OidcRequestsReader;
  readonly registrationInvites: RegistrationInvitesReader;
  readonly ownRecords: OwnRecordsReader;
  readonly accounts: AccountsReader;
  readonly audit: AuditReader;
  readonly apiKeys: ApiKeysReader;
  readonly signInRequests: SignInRequestsReader;
  readonly sessions: SessionsReader;
  readonly guests: GuestsReader;
  readonly settings: SettingsReader;
  readonly conversations: ConversationsReader;
  readonly members: MembersReader;
  readonly groups: GroupsReader;
  readonly directory: DirectoryReader;
  readonly invites: InvitesReader;
  readonly contacts: ContactsReader;
  readonly contactRequests: ContactRequestsReader;
  readonly follows: FollowsReader;
  readonly media: MediaReader;
  readonly stickerPacks: StickerPacksReader;
  readonly pictures: PicturesReader;
  readonly faces: FacesReader;
  readonly complaints: ComplaintsReader;
  readonly autoAnswers: AutoAnswersReader;
  readonly dueMessages: DueMessagesReader;
  readonly logCursors: LogCursorsReader;
  readonly webhooks: WebhooksReader;
  readonly incomingWebhooks: IncomingWebhooksReader;
  readonly botCommands: BotCommandsReader;
  readonly retention: RetentionReader;
  readonly expiringMessages: ExpiringMessagesReader;
  readonly scheduledMessages: ScheduledMessagesReader;
  readonly profiles: ProfilesReader;
  readonly userTokens: UserTokensReader;
  readonly userSettings: UserSettingsReader;
  readonly messageEdits: MessageEditsReader;
  readonly pinnedMessages: PinnedMessagesReader;
  readonly forwardedMessages: ForwardedMessagesReader;
  readonly pollVotes: PollVotesReader;
  readonly streams: StreamsReader;
  readonly hiddenMessages: HiddenMessagesReader;
  readonly savedMessages: SavedMessagesReader;
  readonly ownStates: OwnStatesReader;
  readonly folders: FoldersReader;
  readonly drafts: DraftsReader;
  readonly receipts: ReceiptsReader;
  readonly externalIds: ExternalIdsReader;
  readonly deliveryCursors: DeliveryCursorsReader;
  readonly inbox: InboxReader;
  readonly messageIndex: MessageIndexReader;
  readonly ownNames: OwnNamesReader;
  readonly log: LogReader;
}

export interface Transaction extends Reader {
  readonly users: UsersWriter;
  readonly credentials: CredentialsWriter;
  readonly codes: CodesWriter;
  readonly secondFactors: SecondFactorsWriter;
  readonly identities: IdentitiesWriter;
  readonly oidcRequests: OidcRequestsWriter;
  readonly registrationInvites: RegistrationInvitesWriter;
  readonly erasures: ErasuresWriter;
  readonly accounts: AccountsWriter;
  readonly audit: AuditWriter;
  readonly apiKeys: ApiKeysWriter;
  readonly signInRequests: SignInRequestsWriter;
  readonly sessions: SessionsWriter;
  readonly guests: GuestsWriter;
  readonly activity: ActivityWriter;
  readonly settings: SettingsWriter;
  readonly conversations: ConversationsWriter;
  readonly members: MembersWriter;
  readonly groups: GroupsWriter;
  readonly directory: DirectoryWriter;
  readonly invites: InvitesWriter;
  readonly contacts: ContactsWriter;
  readonly contactRequests: ContactRequestsWriter;
  readonly follows: FollowsWriter;
  readonly media: MediaWriter;
  readonly stickerPacks: StickerPacksWriter;
  readonly pictures: PicturesWriter;
  readonly faces: FacesWriter;
  readonly complaints: ComplaintsWriter;
  readonly autoAnswers: AutoAnswersWriter;
  readonly dueMessages: DueMessagesWriter;
  readonly logCursors: LogCursorsWriter;
  readonly webhooks: WebhooksWriter;
  readonly incomingWebhooks: IncomingWebhooksWriter;
  readonly botCommands: BotCommandsWriter;
  readonly retention: RetentionWriter;
  readonly expiringMessages: ExpiringMessagesWriter;
  readonly scheduledMessages: ScheduledMessagesWriter;
  readonly profiles: ProfilesWriter;
  readonly userTokens: UserTokensWriter;
  readonly userSettings: UserSettingsWriter;
  readonly messageEdits: MessageEditsWriter;
  readonly pinnedMessages: PinnedMessagesWriter;
  readonly forwardedMessages: ForwardedMessagesWriter;
  readonly pollVotes: PollVotesWriter;
  readonly streams: StreamsWriter;
  readonly hiddenMessages: HiddenMessagesWriter;
  readonly savedMessages: SavedMessagesWriter;
  readonly ownStates: OwnStatesWriter;
  readonly folders: FoldersWriter;
  readonly drafts: DraftsWriter;
  readonly mentions: MentionsWriter;
  readonly receipts: ReceiptsWriter;
  readonly externalIds: ExternalIdsWriter;
  readonly deliveryCursors: DeliveryCursorsWriter;
  readonly feeds: FeedsWriter;
  readonly messageIndex: MessageIndexNotes;
  readonly log: LogWriter;
  /** Tells something lossy after the commit. */
  signal(signal: Signal): void;
  /** Lets the sockets and tokens of a session end after the commit. */
  endSession(ended: EndedSession): void;
  /** Hands a mail over after the commit. It is not kept: what stops before then loses it. */
  mail(mail: Mail): void;
}
