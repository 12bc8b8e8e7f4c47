import type { ReadOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";

const standardLimit = 20;

export const searchUsers: ReadOperation<"user.search"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const text = nameKey(args.query.trim());
    const users = await reader.users.search({
      text,
      userId: /^[0-9]{1,15}$/.test(text) ? Number(text) : null,
      exceptUserId: actor.userId,
      limit: args.limit ?? standardLimit,
    });
    return { users };
  },
};
