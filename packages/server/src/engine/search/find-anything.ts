import type { Conversation } from "@parley/protocol";
import { publicConversation } from "../conversation/open-conversation.ts";
import type { ReadOperation } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import { findPeople } from "../user/find-people.ts";
import { nameTokens, searchText, searchTokens, spellingTokens } from "../user/search-tokens.ts";
import { parseQuery, rangesIn } from "./search-query.ts";

const standardLimit = 20;

export const findAnything: ReadOperation<"search.find"> = {
  kind: "read",
  async run({ reader }, { userId }, args) {
    const limit = args.limit ?? standardLimit;
    const [contacts, conversations] = await Promise.all([
      findContacts(reader, userId, args.query, limit),
      findConversations(reader, userId, args.query, limit),
    ]);
    const users = await findPeople(reader, args.query, { exceptUserId: userId, first: contacts, limit });
    return { users, conversations };
  },
};

/** The caller's contacts by what the caller calls them, then by their names, as others are found (PROF-20). */
async function findContacts(
  reader: Reader,
  ownerId: number,
  query: string,
  limit: number,
): Promise<number[]> {
  const text = parseQuery(query);
  const { ownNames, users } = reader;
  const remarks = text === null ? [] : await ownNames.remarks(ownerId);
  const called = remarks.filter(({ remark }) => text !== null && rangesIn(text, remark).length > 0);
  const tokens = text === null ? [] : await ownNames.contactsCalled(ownerId, nameTokens(searchText(query)));
  const userTokens = {
    ...reader.userTokens,
    startingWith: async (start: string, count: number) =>
      tokens.filter(({ token }) => token.startsWith(start)).slice(0, count),
  };
  const first = called.map(({ userId }) => userId);
  const found = await findPeople({ users, userTokens }, query, { exceptUserId: ownerId, first, limit });
  return found.map(({ id }) => id);
}

async function findConversations(
  reader: Reader,
  userId: number,
  query: string,
  limit: number,
): Promise<Conversation[]> {
  const text = parseQuery(query);
  if (text === null) return [];
  const named = await reader.ownNames.conversations(userId);
  const spellings = spellingTokens(searchText(query));
  const found: typeof named = [];
  for (const conversation of named) {
    if (found.length === limit) break;
    const { name } = conversation;
    if (rangesIn(text, name).length > 0 || (await isSpelled(name, spellings))) found.push(conversation);
  }
  const stored = await Promise.all(found.map(({ id }) => reader.conversations.find(id)));
  return stored.filter((conversation) => conversation !== null).map(publicConversation);
}

/** Whether a Chinese name is found by its pinyin, as people's are (PROF-20). */
async function isSpelled(name: string, spellings: readonly string[]): Promise<boolean> {
  if (spellings.length === 0 || !/\p{Script=Han}/u.test(name)) return false;
  const tokens = await searchTokens(name, name);
  return tokens.some((token) => spellings.some((spelling) => token.startsWith(spelling)));
}
