/** Groups: their rules, what they say of themselves, and what members may see of them. */
import { appendMessages } from "./001-append-messages.ts";

export const groups = {
  name: "003-groups",
  statements: [
    `alter table conversations add column status text not null default 'active'`,
    // 1: not everybody whose status is active may write; the rules are asked.
    `alter table conversations add column is_ruled smallint not null default 0`,
    `alter table conversations add column settings text`,
    `alter table conversations add column description text`,
    `alter table conversations add column announcement text`,
    `alter table conversations add column face_ids text`,
    `alter table conversations add column face_media_id text`,
    `alter table conversations add column face_key text`,
    `alter table conversations add column faces_made_at bigint not null default 0`,
    // Composed pictures to be looked at: of a group, or with a user of all groups that show this person.
    `create table face_renewals (
      conversation_id bigint not null,
      user_id bigint not null,
      due_at bigint not null,
      primary key (conversation_id, user_id))`,
    `create index face_renewals_due on face_renewals (due_at)`,
    `alter table members add column nickname text`,
    `alter table members add column nickname_key text collate "C"`,
    `alter table members add column avatar text`,
    // Few have a name of their own in a conversation: who is called so is asked of them alone.
    `create index members_named on members (conversation_id, user_id, nickname_key)
      where nickname_key is not null and status <> 'left'`,
    `create index members_raised on members (conversation_id, user_id) where role <> 'member'`,
    // Sees what is after these: everything, or what came since joining.
    `alter table members add column first_rev bigint not null default 0`,
    `alter table members add column first_seq bigint not null default 0`,
    // Of who left: the last that was theirs to see.
    `alter table members add column left_rev bigint`,
    `alter table members add column left_seq bigint`,
    `alter table members add column muted_until bigint not null default 0`,
    // When the last message was let through that slow mode counts from.
    `alter table members add column paced_at bigint not null default 0`,
    `create table group_invites (
      id text collate "C" primary key,
      conversation_id bigint not null,
      -- The code itself is never kept.
      code_digest text collate "C" not null unique,
      created_by bigint not null,
      created_at bigint not null,
      expires_at bigint not null,
      uses_left bigint not null,
      revoked_at bigint)`,
    `create index group_invites_by_conversation on group_invites (conversation_id, id)`,
    `create table join_requests (
      conversation_id bigint not null,
      user_id bigint not null,
      message text,
      created_at bigint not null,
      primary key (conversation_id, user_id))`,
    `create index join_requests_by_user on join_requests (user_id)`,
    // In whose feeds stands what somebody wrote to be let in: it is erased there with the account.
    `create table request_readers (
      user_id bigint not null,
      reader_id bigint not null,
      primary key (user_id, reader_id))`,
    // Knows of the rules of groups from here on.
    appendMessages,
  ],
} as const;
