/**
 * The tables as both databases have them, for the statements that are written once with Kysely. The log table is
 * not here: its statements are per database. Times in ms; `changed` orders changes for `sync.heads` (see ChangeMark).
 */
import type { ConversationKind, MemberRole, MemberStatus, UserRole } from "@parley/protocol";
import type { Generated } from "kysely";
import type { ContentsSchema } from "./schema-contents.ts";
import type { DialectsSchema } from "./schema-dialects.ts";
import type { GroupColumns, GroupMemberColumns, GroupsSchema } from "./schema-groups.ts";
import type {
  FoldersTable,
  InboxConversationColumns,
  InboxMemberColumns,
  MentionsTable,
} from "./schema-inbox.ts";
import type { MediaSchema } from "./schema-media.ts";
import type { MessageMemberColumns, MessagesSchema } from "./schema-messages.ts";
import type { PeopleSchema, ProfileColumns } from "./schema-people.ts";
import type { StickersSchema } from "./schema-stickers.ts";
import type { TimedConversationColumns, TimedSchema } from "./schema-timed.ts";
import type { WebhooksSchema } from "./schema-webhooks.ts";

export interface Schema
  extends WebhooksSchema,
    PeopleSchema,
    MessagesSchema,
    MediaSchema,
    ContentsSchema,
    GroupsSchema,
    DialectsSchema,
    StickersSchema,
    TimedSchema {
  users: UsersTable;
  sessions: SessionsTable;
  settings: SettingsTable;
  folders: FoldersTable;
  mentions: MentionsTable;
  conversations: ConversationsTable;
  members: MembersTable;
}

interface UsersTable extends ProfileColumns {
  id: Generated<number>;
  uuid: string;
  username: string;
  username_key: string;
  nickname: string;
  nickname_key: string;
  avatar: string | null;
  role: UserRole;
  /** 1 or 0: SQLite has no booleans. */
  is_enabled: number;
  password_hash: string | null;
  /** 1: keeps to themselves how far they have read. */
  hides_receipts: Generated<number>;
  created_at: number;
}

interface SessionsTable {
  id: string;
  user_id: number;
  device_id: string | null;
  device_name: string | null;
  platform: string | null;
  generation: number;
  created_at: number;
  /** When its refresh token was traded last: the grace for a lost answer counts from it (ACC-5). */
  last_used_at: number;
  expires_at: number;
  ended_at: number | null;
  /** Where it was used last; cut short after a while. */
  address: string | null;
  is_address_short: Generated<number>;
  end_reason: string | null;
}

interface SettingsTable {
  name: string;
  value: string;
}

interface ConversationsTable extends GroupColumns, InboxConversationColumns, TimedConversationColumns {
  id: Generated<number>;
  kind: ConversationKind;
  name: string | null;
  avatar: string | null;
  owner_id: number | null;
  member_count: number;
  created_at: number;
  /** The two people of a direct conversation, lower id first; null in every other kind. */
  direct_low: number | null;
  direct_high: number | null;
  /** The newest number each of the two has sent (see readPosition). */
  low_sent_seq: Generated<number>;
  high_sent_seq: Generated<number>;
  last_rev: number;
  last_seq: number;
  last_active_at: number;
  changed: number;
}

interface MembersTable extends GroupMemberColumns, InboxMemberColumns, MessageMemberColumns {
  conversation_id: number;
  user_id: number;
  role: MemberRole;
  status: MemberStatus;
  read_seq: number;
  joined_at: number;
  /** 1: writes only as rules allow: those of contact in a direct conversation, else those of the group. */
  is_ruled: Generated<number>;
  /** 1: the other side of a direct conversation is not told what this member does. */
  is_hiding: Generated<number>;
  changed: number;
}
