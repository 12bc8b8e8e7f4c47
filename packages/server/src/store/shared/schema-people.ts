/** The tables of 002-people as both databases have them. Flags are 1 or 0: SQLite has no booleans. */
import type { ContactRequestStatus } from "@parley/protocol";
import type { Generated } from "kysely";

export interface PeopleSchema {
  user_tokens: { token: string; user_id: number };
  user_settings: { user_id: number; section: string; value: string };
  codes: CodesTable;
  /** Conversations in which something of deleted users is still to be erased. */
  erasures: { user_id: number; conversation_id: number; after_rev: number };
  second_factors: SecondFactorsTable;
  identities: { issuer: string; subject: string; user_id: number; created_at: number };
  oidc_requests: OidcRequestsTable;
  api_keys: ApiKeysTable;
  sign_in_requests: SignInRequestsTable;
  registration_invites: RegistrationInvitesTable;
  contacts: ContactsTable;
  contact_requests: ContactRequestsTable;
  follows: { follower_id: number; followed_id: number; at: number };
  complaints: ComplaintsTable;
  auto_answers: AutoAnswersTable;
  due_messages: DueMessagesTable;
  audit_log: AuditLogTable;
}

/** Columns of `users` besides those of the first schema. */
export interface ProfileColumns {
  email: string | null;
  /** Folded for comparison. */
  email_key: string | null;
  phone: string | null;
  gender: Generated<string>;
  /** `YYYY-MM-DD`. */
  birthday: string | null;
  bio: string | null;
  location: string | null;
  website: string | null;
  language: string | null;
  /** Initial of the nickname (a letter, or `#`), then the nickname spelled for sorting; Chinese by pinyin. */
  sort_key: Generated<string>;
  /** The user's feed, once there is something in it. */
  feed_id: number | null;
  /** Of a guest: what proves to be one. */
  secret_digest: string | null;
  /** Of a guest: the account that took it over. */
  merged_into: number | null;
  follower_count: Generated<number>;
  following_count: Generated<number>;
  last_active_at: Generated<number>;
  deleted_at: number | null;
  /** Which version of their making the user's tokens are of; 0: there are none yet. */
  search_version: Generated<number>;
  /** Counts the links that lead to the user; only the newest does. */
  link_number: Generated<number>;
}

interface CodesTable {
  purpose: string;
  address_key: string;
  code_digest: string;
  tries_left: number;
  sent_at: number;
  expires_at: number;
}

interface SecondFactorsTable {
  user_id: number;
  secret: string;
  /** JSON array of digests of the recovery codes that are left. */
  recovery_digests: string;
  /** Newest time step that was used: each code holds once. */
  last_step: number;
  confirmed_at: number | null;
  /** Until `tries_until`; afterwards there are all of them again. */
  tries_left: Generated<number>;
  tries_until: Generated<number>;
}

interface OidcRequestsTable {
  state_digest: string;
  secret_digest: string;
  redirect_uri: string;
  /** Of who links an identity; null where somebody signs in. */
  session_id: string | null;
  expires_at: number;
}

interface ApiKeysTable {
  id: string;
  user_id: number;
  name: string;
  key_digest: string;
  /** JSON array. */
  scopes: string;
  created_by: number;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
}

interface SignInRequestsTable {
  id: string;
  secret_digest: string;
  /** JSON of the device that asks. */
  device: string | null;
  address: string;
  created_at: number;
  expires_at: number;
  /** Who answered. */
  user_id: number | null;
  answered_at: number | null;
  status: string;
}

interface RegistrationInvitesTable {
  id: string;
  code_digest: string;
  note: string | null;
  created_by: number;
  created_at: number;
  expires_at: number | null;
  uses_left: number;
  revoked_at: number | null;
}

interface ContactsTable {
  user_id: number;
  contact_id: number;
  /** 0 on rows that are there for a block, a remark or a star alone. */
  is_contact: number;
  is_starred: Generated<number>;
  is_blocked: Generated<number>;
  can_see_me: Generated<number>;
  i_see: Generated<number>;
  remark: string | null;
  /** As `users.sort_key`, of the remark. */
  remark_sort_key: string | null;
  /** JSON array. */
  tags: Generated<string>;
  since: number;
}

interface ContactRequestsTable {
  id: Generated<number>;
  from_id: number;
  to_id: number;
  message: string | null;
  /** The requester's name for the other. */
  remark: string | null;
  /** As `users.sort_key`, of the remark. */
  remark_sort_key: string | null;
  status: ContactRequestStatus;
  created_at: number;
  answered_at: number | null;
}

interface ComplaintsTable {
  id: Generated<number>;
  user_id: number;
  /** JSON of what it is about. */
  target: string;
  reason: string;
  body: string;
  /** JSON array of addresses. */
  images: string;
  /** JSON array of the places of messages. */
  quotes: string;
  status: string;
  assignee_id: number | null;
  answer: string | null;
  created_at: number;
  changed_at: number;
}

interface AutoAnswersTable {
  id: Generated<number>;
  user_id: number;
  question: string;
  answer: string;
  is_enabled: number;
  created_at: number;
}

interface DueMessagesTable {
  id: string;
  conversation_id: number;
  sender_id: number;
  /** Content as JSON text. */
  body: string;
  due_at: number;
}

interface AuditLogTable {
  id: Generated<number>;
  actor_id: number;
  action: string;
  target_kind: string;
  target_id: string;
  /** JSON object. */
  details: string;
  address: string;
  at: number;
}
