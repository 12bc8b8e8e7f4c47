import type { ReadOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";

const standardLimit = 50;

export const listAllUsers: ReadOperation<"admin.listUsers"> = {
  kind: "read",
  async run({ reader }, _actor, args) {
    const text = args.query === undefined ? null : nameKey(args.query.trim());
    const limit = args.limit ?? standardLimit;
    const users = await reader.accounts.page({
      text,
      userId: text !== null && /^[0-9]{1,15}$/.test(text) ? Number(text) : null,
      role: args.role ?? null,
      isEnabled: args.isEnabled ?? null,
      afterUserId: args.cursor ?? 0,
      limit: limit + 1,
    });
    const page = users.slice(0, limit);
    return { users: page, nextCursor: users.length > limit ? (page.at(-1)?.id ?? null) : null };
  },
};
