/** Groups: their rules, what they say of themselves, and what members may see of them. */
export const groups = {
  name: "003-groups",
  statements: [
    `alter table conversations add column status text not null default 'active'`,
    // 1: not everybody whose status is active may write; the rules are asked.
    `alter table conversations add column is_ruled integer not null default 0`,
    `alter table conversations add column settings text`,
    `alter table conversations add column description text`,
    `alter table conversations add column announcement text`,
    `alter table conversations add column face_ids text`,
    `alter table conversations add column face_media_id text`,
    `alter table conversations add column face_key text`,
    `alter table conversations add column faces_made_at integer not null default 0`,
    // Composed pictures to be looked at: of a group, or with a user of all groups that show this person.
    `create table face_renewals (
      conversation_id integer not null,
      user_id integer not null,
      due_at integer not null,
      primary key (conversation_id, user_id))`,
    `create index face_renewals_due on face_renewals (due_at)`,
    `alter table members add column nickname text`,
    `alter table members add column nickname_key text`,
    `alter table members add column avatar text`,
    // Few have a name of their own in a conversation: who is called so is asked of them alone.
    `create index members_named on members (conversation_id, user_id, nickname_key)
      where nickname_key is not null and status <> 'left'`,
    `create index members_raised on members (conversation_id, user_id) where role <> 'member'`,
    // Sees what is after these: everything, or what came since joining.
    `alter table members add column first_rev integer not null default 0`,
    `alter table members add column first_seq integer not null default 0`,
    // Of who left: the last that was theirs to see.
    `alter table members add column left_rev integer`,
    `alter table members add column left_seq integer`,
    `alter table members add column muted_until integer not null default 0`,
    // When the last message was let through that slow mode counts from.
    `alter table members add column paced_at integer not null default 0`,
    `create table group_invites (
      id text primary key,
      conversation_id integer not null,
      -- The code itself is never kept.
      code_digest text not null unique,
      created_by integer not null,
      created_at integer not null,
      expires_at integer not null,
      uses_left integer not null,
      revoked_at integer) without rowid`,
    `create index group_invites_by_conversation on group_invites (conversation_id, id)`,
    `create table join_requests (
      conversation_id integer not null,
      user_id integer not null,
      message text,
      created_at integer not null,
      primary key (conversation_id, user_id)) without rowid`,
    `create index join_requests_by_user on join_requests (user_id)`,
    // In whose feeds stands what somebody wrote to be let in: it is erased there with the account.
    `create table request_readers (
      user_id integer not null,
      reader_id integer not null,
      primary key (user_id, reader_id)) without rowid`,
  ],
} as const;
