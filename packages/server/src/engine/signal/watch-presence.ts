/**
 * The rule of `presence.watch`: whom the caller may watch (CONV-10, CONT-35, PROF-14). Who of them is online is delivery's knowledge;
 * it takes this answer and replaces it by the ones that are.
 */
import type { ReadOperation } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import { privacySettings } from "../settings/privacy-settings.ts";

export const watchPresence: ReadOperation<"presence.watch"> = {
  kind: "read",
  async run({ reader }, actor, { userIds }) {
    const others = [...new Set(userIds)].filter((userId) => userId !== actor.userId);
    const acquaintances = await reader.members.acquaintances(actor.userId, others);
    const hidden = new Set([
      ...(await reader.contacts.blockersOf(actor.userId, acquaintances)),
      ...(await unseen(reader, acquaintances)),
    ]);
    return { online: acquaintances.filter((userId) => !hidden.has(userId)) };
  },
};

/** Those of the users who let nobody see when they were there. */
async function unseen(reader: Reader, userIds: readonly number[]): Promise<number[]> {
  const set = await reader.userSettings.list(userIds, "privacy");
  return set.filter(({ value }) => privacySettings(value).lastSeen === "nobody").map(({ userId }) => userId);
}
