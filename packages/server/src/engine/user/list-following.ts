import type { ReadOperation } from "../operation.ts";
import { listFollows } from "./list-follows.ts";

export const listFollowing: ReadOperation<"user.following"> = {
  kind: "read",
  run: ({ reader }, actor, args) => listFollows(reader, "following", actor.userId, args),
};
