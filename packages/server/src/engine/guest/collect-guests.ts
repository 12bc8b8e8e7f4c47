import { eraseUser } from "../account/erase-user.ts";
import type { Chore } from "../chore/chore.ts";

const dayMs = 24 * 3_600_000;
const guestsPerPart = 10;

/** Deletes guests who have not been there for `guestUnusedDaysMax` days, the longest gone first (GUE-10). */
export const collectGuests: Chore = {
  name: "chore: collect guests",
  everyMs: 3_600_000,
  async run({ tx, ports }) {
    const activeBefore = ports.clock.now() - ports.options.guestUnusedDaysMax * dayMs;
    const userIds = await tx.guests.listUnused(activeBefore, guestsPerPart);
    // In the order in which users are held everywhere.
    for (const userId of userIds.toSorted((left, right) => left - right)) {
      await tx.users.lock(userId);
      // Looked at again: it may have come back before it was held.
      if (await tx.guests.isUnused(userId, activeBefore)) await eraseUser({ tx, ports }, userId);
    }
    return userIds.length === guestsPerPart;
  },
};
