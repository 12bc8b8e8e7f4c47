import type { UserActor } from "../actor.ts";
import { EncodedResult } from "../encoded-result.ts";
import type { ReadOperation } from "../operation.ts";
import type { Reader } from "../ports/store.ts";

export const listUsers: ReadOperation<"user.list"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const userIds = [...new Set(args.userIds)];
    const visible = actor.role === "guest" ? await knownToGuest(reader, actor, userIds) : userIds;
    return new EncodedResult(`{"users":${await reader.users.listText(visible)}}`);
  },
};

/** Guests see those who talk to them, and themselves: the others could be listed by counting up (GUE-6). */
async function knownToGuest(reader: Reader, actor: UserActor, userIds: readonly number[]): Promise<number[]> {
  const known = new Set(await reader.members.acquaintances(actor.userId, userIds, { countsLobby: true }));
  return userIds.filter((userId) => userId === actor.userId || known.has(userId));
}
