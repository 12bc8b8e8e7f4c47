import type { ReadOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import type { AccountMatch } from "../ports/store-administration.ts";
import { searchText, token } from "../user/search-tokens.ts";

const standardLimit = 50;

export const listAllUsers: ReadOperation<"admin.listUsers"> = {
  kind: "read",
  async run({ reader }, _actor, args) {
    const limit = args.limit ?? standardLimit;
    const users = await reader.accounts.page({
      match: args.query === undefined ? null : matchOf(args.query),
      role: args.role ?? null,
      isEnabled: args.isEnabled ?? null,
      afterUserId: args.cursor ?? 0,
      limit: limit + 1,
    });
    const page = users.slice(0, limit);
    return { users: page, nextCursor: users.length > limit ? (page.at(-1)?.id ?? null) : null };
  },
};

function matchOf(query: string): AccountMatch {
  const beginning = nameKey(query.trim());
  const text = searchText(query);
  // Pinyin is written with letters of a-z.
  const kinds = /^[a-z]+$/.test(text)
    ? (["beginning", "part", "pinyin"] as const)
    : (["beginning", "part"] as const);
  return {
    userId: /^[0-9]{1,15}$/.test(beginning) ? Number(beginning) : null,
    beginning,
    tokens: text === "" ? [] : kinds.map((kind) => token(kind, text)),
  };
}
