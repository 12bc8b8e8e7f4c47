import type { ReadOperation } from "../operation.ts";

export const listUsers: ReadOperation<"user.list"> = {
  kind: "read",
  async run({ reader }, _actor, args) {
    return { users: await reader.users.list([...new Set(args.userIds)]) };
  },
};
