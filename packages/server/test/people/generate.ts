/**
 * Makes a store with very many people and relations, in bulk: rows go in the order of their keys, and indexes are made
 * after them. What it holds is what the operations would have written.
 */
import { Database } from "bun:sqlite";
import { nameKey } from "../../src/engine/ports/name-key.ts";
import { searchTokens, searchVersion } from "../../src/engine/user/search-tokens.ts";
import { sortKey } from "../../src/engine/user/sort-key.ts";
import { openSqliteStore } from "../../src/store/sqlite/store.ts";
import { nicknameOf, usernameOf } from "./names.ts";

export const firstUserId = 10_001;
/** Relations of each person: contacts, both ways, and people followed. */
export const contactsEach = 16;
export const followsEach = 4;
/** The first person has this many contacts, as many as one may have. */
export const contactsOfFirst = 5_000;

const rowsPerTransaction = 100_000;

export async function generatePeople(
  path: string,
  users: number,
  log: (text: string) => void,
): Promise<void> {
  const store = openSqliteStore({
    ...{ path, durability: "normal", newEpoch: () => crypto.randomUUID() },
    onBroken(error) {
      throw error;
    },
  });
  await store.close();
  const database = new Database(path);
  for (const setting of ["synchronous = off", "cache_size = -1000000", "temp_store = memory"]) {
    database.run(`pragma ${setting}`);
  }
  const indexes = dropIndexes(database);
  await insertUsers(database, users);
  log(`${users} users`);
  insertRelations(database, users);
  log(`${users * (contactsEach + followsEach)} relations`);
  for (const statement of indexes) database.run(statement);
  database.run("analyze");
  database.run("pragma wal_checkpoint(truncate)");
  database.close();
}

/** Takes away what is made faster afterwards; answers how to make it again. */
function dropIndexes(database: Database): string[] {
  const found = database
    .query<{ name: string; sql: string }, []>(
      "select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ('users', 'user_tokens', 'follows')",
    )
    .all();
  for (const { name } of found) database.run(`drop index ${name}`);
  return found.map(({ sql }) => sql);
}

async function insertUsers(database: Database, users: number): Promise<void> {
  const insertUser = database.query(
    `insert into users (id, uuid, username, username_key, nickname, nickname_key, sort_key, role, is_enabled,
       password_hash, created_at, search_version, email, email_key, following_count, follower_count, last_active_at)
     values (?, ?, ?, ?, ?, ?, ?, 'user', 1, 'none', 1, ${searchVersion}, ?, ?, ${followsEach}, ${followsEach}, 1)`,
  );
  const insertSession = database.query(
    `insert into sessions (id, user_id, generation, created_at, last_used_at, expires_at)
     values (?, ?, 1, 1, 1, 9000000000000)`,
  );
  database.run("create temp table unsorted (token text not null, user_id integer not null)");
  const insertToken = database.query("insert into unsorted values (?, ?)");
  const byNickname = new Map<string, { tokens: readonly string[]; sortKey: string }>();
  for (let index = 0; index < users; index += 1) {
    if (index % rowsPerTransaction === 0) database.run("begin");
    const [id, username, nickname] = [firstUserId + index, usernameOf(index), nicknameOf(index)];
    let known = byNickname.get(nickname);
    if (known === undefined) {
      known = { tokens: await searchTokens("", nickname), sortKey: await sortKey(nickname) };
      byNickname.set(nickname, known);
    }
    const key = nameKey(username);
    const email = `${username}@example.com`;
    insertUser.run(
      ...[id, Bun.randomUUIDv7(), username, key, nickname, nameKey(nickname), known.sortKey],
      ...[email, email],
    );
    insertSession.run(Bun.randomUUIDv7(), id);
    for (const token of new Set([...known.tokens, ...(await searchTokens(username, ""))])) {
      insertToken.run(token, id);
    }
    if (index % rowsPerTransaction === rowsPerTransaction - 1 || index === users - 1) database.run("commit");
  }
  database.run(
    "insert into user_tokens (token, user_id) select token, user_id from unsorted order by token, user_id",
  );
  database.run("drop table unsorted");
}

function insertRelations(database: Database, users: number): void {
  const offsets = contactOffsets(users);
  const contactRows = Array.from({ length: contactsEach }, () => "(?, ?, 1, 1)").join(", ");
  const insertContacts = database.query(
    `insert into contacts (user_id, contact_id, is_contact, since) values ${contactRows} on conflict do nothing`,
  );
  const followRows = Array.from({ length: followsEach }, () => "(?, ?, 1)").join(", ");
  const insertFollows = database.query(
    `insert into follows (follower_id, followed_id, at) values ${followRows}`,
  );
  const one = database.query(
    "insert into contacts (user_id, contact_id, is_contact, since) values (?, ?, 1, 1)",
  );
  database.run("begin");
  for (let other = 1; other <= contactsOfFirst; other += 1) {
    one.run(firstUserId, firstUserId + Math.floor((other * (users - 1)) / contactsOfFirst));
  }
  for (let index = 1; index < users; index += 1) {
    const id = firstUserId + index;
    const others = offsets.map((offset) => firstUserId + ((index + offset) % users)).sort((a, b) => a - b);
    insertContacts.run(...others.flatMap((other) => [id, other]));
    const followed = others.filter((_, place) => place % 4 === 0);
    insertFollows.run(...followed.flatMap((other) => [id, other]));
    if (index % rowsPerTransaction === 0) database.run("commit; begin");
  }
  database.run("commit");
}

/** How far off contacts are, far and near, the same in both directions. */
function contactOffsets(users: number): number[] {
  const offsets: number[] = [];
  for (let place = 1; place <= contactsEach / 2; place += 1) {
    const offset = Math.floor((users * place * place) / 130) + place;
    offsets.push(offset, users - offset);
  }
  return offsets;
}
