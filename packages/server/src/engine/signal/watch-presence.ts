/**
 * The rule of `presence.watch`: whom the caller may watch (CONV-10, CONT-35). Who of them is online is delivery's knowledge;
 * it takes this answer and replaces it by the ones that are.
 */
import type { ReadOperation } from "../operation.ts";

export const watchPresence: ReadOperation<"presence.watch"> = {
  kind: "read",
  async run({ reader }, actor, { userIds }) {
    const others = [...new Set(userIds)].filter((userId) => userId !== actor.userId);
    const acquaintances = await reader.members.acquaintances(actor.userId, others);
    const blockers = new Set(await reader.contacts.blockersOf(actor.userId, acquaintances));
    return { online: acquaintances.filter((userId) => !blockers.has(userId)) };
  },
};
