/**
 * Very many people, what they are to each other, and groups: the rows that the operations would have written, table by
 * table, in the order of their keys where that is theirs.
 */
import { nameKey } from "../../src/engine/ports/name-key.ts";
import { searchTokens, searchVersion } from "../../src/engine/user/search-tokens.ts";
import { sortKey } from "../../src/engine/user/sort-key.ts";
import { nicknameOf, usernameOf } from "./names.ts";

export const firstUserId = 10_001;
/** Relations of each person: contacts, both ways, and people followed. */
export const contactsEach = 16;
export const followsEach = 4;
/** The first person has this many contacts, as many as one may have. */
export const contactsOfFirst = 5_000;
/** Private; the others are public, one of ten people each. */
export const largeGroupId = 1;
/** Every tenth person is a member of it, the first one its owner. */
const largeGroupShare = 10;
const largeGroupMembersMax = 100_000;
/** Every so many members have a name of their own in it. */
export const ownNameEvery = 100;

export type Row = readonly (string | number | null)[];

export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  /** Whether the rows come in the order of the table's key. */
  readonly isSorted: boolean;
  rows(): Iterable<Row> | AsyncIterable<Row>;
}

export function peopleTables(users: number): TableRows[] {
  return [
    {
      table: "users",
      columns: [
        ...["id", "uuid", "username", "username_key", "nickname", "nickname_key", "sort_key", "role"],
        ...["is_enabled", "password_hash", "created_at", "search_version", "email", "email_key"],
        ...["following_count", "follower_count", "last_active_at"],
      ],
      isSorted: true,
      rows: () => userRows(users),
    },
    {
      table: "sessions",
      columns: ["id", "user_id", "generation", "created_at", "last_used_at", "expires_at"],
      isSorted: true,
      rows: () => sessionRows(users),
    },
    {
      table: "user_tokens",
      columns: ["token", "user_id"],
      isSorted: false,
      rows: () => userTokenRows(users),
    },
    {
      table: "contacts",
      columns: ["user_id", "contact_id", "is_contact", "since"],
      isSorted: true,
      rows: () => contactRows(users),
    },
    {
      table: "follows",
      columns: ["follower_id", "followed_id", "at"],
      isSorted: true,
      rows: () => followRows(users),
    },
    {
      table: "conversations",
      columns: [
        ...["id", "uuid", "kind", "name", "number", "owner_id", "member_count", "is_public", "created_at"],
        ...["last_rev", "last_seq", "last_active_at", "changed"],
      ],
      isSorted: true,
      rows: () => groupRows(users),
    },
    {
      table: "members",
      columns: [
        ...["conversation_id", "user_id", "role", "status", "read_seq", "joined_at", "changed"],
        ...["nickname", "nickname_key"],
      ],
      isSorted: true,
      rows: () => memberRows(users),
    },
    {
      table: "group_tokens",
      columns: ["token", "conversation_id"],
      isSorted: false,
      rows: () => groupTokenRows(users),
    },
  ];
}

export function largeGroupMembers(users: number): number {
  return Math.min(largeGroupMembersMax, Math.ceil(users / largeGroupShare));
}

/** The number of a person who is the member with this number. */
export function personOfMember(member: number): number {
  return member * largeGroupShare;
}

export function ownNameOf(member: number): string {
  return `Seat ${member} of the hall`;
}

async function* userRows(users: number): AsyncGenerator<Row> {
  const sortKeys = new Map<string, string>();
  for (let index = 0; index < users; index += 1) {
    const [username, nickname] = [usernameOf(index), nicknameOf(index)];
    const sorted = sortKeys.get(nickname) ?? (await sortKey(nickname));
    sortKeys.set(nickname, sorted);
    const email = `${username}@example.com`;
    yield [
      ...[firstUserId + index, Bun.randomUUIDv7(), username, nameKey(username), nickname, nameKey(nickname)],
      ...[sorted, "user", 1, "none", 1, searchVersion, email, email, followsEach, followsEach, 1],
    ];
  }
}

function* sessionRows(users: number): Generator<Row> {
  for (let index = 0; index < users; index += 1) {
    yield [Bun.randomUUIDv7(), firstUserId + index, 1, 1, 1, 9_000_000_000_000];
  }
}

async function* userTokenRows(users: number): AsyncGenerator<Row> {
  const byNickname = new Map<string, readonly string[]>();
  for (let index = 0; index < users; index += 1) {
    const nickname = nicknameOf(index);
    const known = byNickname.get(nickname) ?? (await searchTokens("", nickname));
    byNickname.set(nickname, known);
    for (const token of new Set([...known, ...(await searchTokens(usernameOf(index), ""))])) {
      yield [token, firstUserId + index];
    }
  }
}

function* contactRows(users: number): Generator<Row> {
  const offsets = contactOffsets(users);
  for (const index of contactPlaces(users)) yield [firstUserId, firstUserId + index, 1, 1];
  for (let index = 1; index < users; index += 1) {
    for (const other of contactsOf(index, users, offsets)) yield [firstUserId + index, other, 1, 1];
  }
}

/** Those of the first person, without the person. */
function contactPlaces(users: number): number[] {
  const count = Math.min(contactsOfFirst, users - 1);
  return Array.from({ length: count }, (_, other) => Math.floor(((other + 1) * (users - 1)) / count));
}

function* followRows(users: number): Generator<Row> {
  const offsets = contactOffsets(users);
  for (let index = 1; index < users; index += 1) {
    const others = contactsOf(index, users, offsets);
    for (const [place, other] of others.entries()) if (place % 4 === 0) yield [firstUserId + index, other, 1];
  }
}

function contactsOf(index: number, users: number, offsets: readonly number[]): number[] {
  return offsets.map((offset) => firstUserId + ((index + offset) % users)).sort((a, b) => a - b);
}

/** How far off contacts are, far and near, the same in both directions; no two alike. */
function contactOffsets(users: number): number[] {
  const offsets: number[] = [];
  for (let place = 1; place <= contactsEach / 2; place += 1) {
    const offset = Math.floor((users * place * place) / 130) + place;
    offsets.push(offset, users - offset);
  }
  return offsets;
}

const publicGroups = (users: number) => Math.floor(users / 10);
const groupNumber = (group: number) => String(100_000 + group);
export const groupNameOf = (group: number) => `${nicknameOf(group)} 群`;

function* groupRows(users: number): Generator<Row> {
  const rest = [1, 0, 0, 1, 1];
  const owner = firstUserId;
  yield [
    largeGroupId,
    Bun.randomUUIDv7(),
    "group",
    "hall",
    null,
    owner,
    largeGroupMembers(users),
    0,
    ...rest,
  ];
  for (let group = 1; group <= publicGroups(users); group += 1) {
    const [id, ownerId] = [largeGroupId + group, firstUserId + group];
    yield [id, Bun.randomUUIDv7(), "group", groupNameOf(group), groupNumber(group), ownerId, 1, 1, ...rest];
  }
}

function* memberRows(users: number): Generator<Row> {
  for (let member = 0; member < largeGroupMembers(users); member += 1) {
    const name = member % ownNameEvery === 1 ? ownNameOf(member) : null;
    const userId = firstUserId + personOfMember(member);
    const role = member === 0 ? "owner" : "member";
    yield [largeGroupId, userId, role, "active", 0, 1, 1, name, name === null ? null : nameKey(name)];
  }
  for (let group = 1; group <= publicGroups(users); group += 1) {
    yield [largeGroupId + group, firstUserId + group, "owner", "active", 0, 1, 1, null, null];
  }
}

async function* groupTokenRows(users: number): AsyncGenerator<Row> {
  for (let group = 1; group <= publicGroups(users); group += 1) {
    const tokens = await searchTokens(groupNumber(group), groupNameOf(group));
    for (const token of tokens) yield [token, largeGroupId + group];
  }
}
