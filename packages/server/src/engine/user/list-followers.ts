import type { ReadOperation } from "../operation.ts";
import { listFollows } from "./list-follows.ts";

export const listFollowers: ReadOperation<"user.followers"> = {
  kind: "read",
  run: ({ reader }, actor, args) => listFollows(reader, "followers", actor.userId, args),
};
