import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";

export const listUsers: ReadOperation<"user.list"> = {
  kind: "read",
  run: async ({ reader }, _actor, args) =>
    new EncodedResult(`{"users":${await reader.users.listText([...new Set(args.userIds)])}}`),
};
