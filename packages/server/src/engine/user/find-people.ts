/**
 * Finds people by their names, the best matches first. Bounded: a few ranges of one index, however common what is
 * looked for is (PROF-21).
 */
import type { User } from "@parley/protocol";
import type { Reader } from "../ports/store.ts";
import type { FoundToken } from "../ports/store-search.ts";
import { searchText, token } from "./search-tokens.ts";

/** Entries read of each range; more than answers, since one name may have several. */
const entriesPerRange = 200;

/** From best to worst; `whole`: only names that are nothing but what was looked for. */
const ranges = [
  { kind: "beginning", isWhole: true },
  { kind: "beginning", isWhole: false },
  { kind: "initials", isWhole: true },
  { kind: "pinyin", isWhole: true },
  { kind: "part", isWhole: false },
  { kind: "pinyin", isWhole: false },
  { kind: "initials", isWhole: false },
  { kind: "inside", isWhole: false },
] as const;

export async function findPeople(
  reader: Pick<Reader, "users" | "userTokens">,
  query: string,
  { exceptUserId, first, limit }: { exceptUserId: number; first: readonly number[]; limit: number },
): Promise<User[]> {
  const userIds = new Set([...first, ...(await matches(reader, searchText(query)))]);
  userIds.delete(exceptUserId);
  return listInOrder(reader, [...userIds], limit);
}

async function matches(reader: Pick<Reader, "userTokens">, text: string): Promise<number[]> {
  if (text === "") return [];
  // Pinyin is written with letters of a-z.
  const hasPinyin = /^[a-z]+$/.test(text);
  const read = (kind: Parameters<typeof token>[0]) =>
    reader.userTokens.startingWith(token(kind, text), entriesPerRange);
  const none: FoundToken[] = [];
  const [beginning, part, inside, pinyin, initials] = await Promise.all([
    read("beginning"),
    read("part"),
    read("inside"),
    hasPinyin ? read("pinyin") : none,
    hasPinyin ? read("initials") : none,
  ]);
  const found = { beginning, part, inside, pinyin, initials };
  return ranges.flatMap(({ kind, isWhole }) =>
    found[kind].filter((entry) => !isWhole || entry.token === token(kind, text)).map(({ userId }) => userId),
  );
}

/** Who of them can be found: disabled people cannot, and their tokens are still there. */
async function listInOrder(
  { users }: Pick<Reader, "users">,
  userIds: readonly number[],
  limit: number,
): Promise<User[]> {
  const found: User[] = [];
  for (let start = 0; start < userIds.length && found.length < limit; start += limit) {
    const part = userIds.slice(start, start + limit);
    const byId = new Map((await users.list(part)).map((user) => [user.id, user]));
    for (const userId of part) {
      const user = byId.get(userId);
      if (user !== undefined && user.role !== "guest") found.push(user);
    }
  }
  return found.slice(0, limit);
}
