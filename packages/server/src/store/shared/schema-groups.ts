/** What groups add to the tables of conversations and members. */
import type { ConversationStatus } from "@parley/protocol";
import type { Generated } from "kysely";

export interface GroupColumns {
  status: Generated<ConversationStatus>;
  /** 1: not everybody whose status is active may write; the rules are asked. */
  is_ruled: Generated<number>;
  /** JSON of what was set; the rest is as by default. */
  settings: Generated<string | null>;
  description: Generated<string | null>;
  announcement: Generated<string | null>;
  /** JSON array of the members whose pictures make the group's. */
  face_ids: Generated<string | null>;
  /** What was made of them, of what, and when. */
  face_media_id: Generated<string | null>;
  face_key: Generated<string | null>;
  faces_made_at: Generated<number>;
  uuid: string;
  number: Generated<string | null>;
  category: Generated<number>;
  /** 1: nobody gave it its name. */
  is_auto_named: Generated<number>;
  /** 1: everybody finds it. */
  is_public: Generated<number>;
}

export interface GroupMemberColumns {
  nickname: Generated<string | null>;
  nickname_key: Generated<string | null>;
  avatar: Generated<string | null>;
  /** The member sees what is after these. */
  first_rev: Generated<number>;
  first_seq: Generated<number>;
  /** Of who left: the last that was theirs to see. */
  left_rev: Generated<number | null>;
  left_seq: Generated<number | null>;
  muted_until: Generated<number>;
  paced_at: Generated<number>;
}

export interface GroupsSchema {
  group_invites: GroupInvitesTable;
  join_requests: JoinRequestsTable;
  request_readers: { user_id: number; reader_id: number };
  group_tokens: GroupTokensTable;
  ownerless_groups: OwnerlessGroupsTable;
  face_renewals: FaceRenewalsTable;
}

/** A group; or, with conversation 0, all groups that show a user. */
interface FaceRenewalsTable {
  conversation_id: number;
  /** 0: the group itself. */
  user_id: number;
  due_at: number;
}

interface GroupInvitesTable {
  id: string;
  conversation_id: number;
  code_digest: string;
  created_by: number;
  created_at: number;
  expires_at: number;
  uses_left: number;
  revoked_at: number | null;
}

interface JoinRequestsTable {
  conversation_id: number;
  user_id: number;
  message: string | null;
  created_at: number;
}

interface GroupTokensTable {
  token: string;
  conversation_id: number;
}

interface OwnerlessGroupsTable {
  conversation_id: number;
}
