import type { GroupCard } from "@parley/protocol";
import type { Reader } from "../ports/store.ts";
import type { StoredCard } from "../ports/store-directory.ts";
import { groupSettingsOf } from "./group-settings.ts";

/** Groups as somebody sees them who may not be in them, in the same order. */
export async function groupCards(
  { invites }: Pick<Reader, "invites">,
  userId: number,
  stored: readonly StoredCard[],
): Promise<GroupCard[]> {
  const ids = stored.map(({ conversationId }) => conversationId);
  const requested = new Set(await invites.requestedAmong(userId, ids));
  return stored.map((card) => ({
    ...groupCard(card),
    ...(requested.has(card.conversationId) ? { isRequested: true as const } : {}),
  }));
}

/** Nothing of who is in it. */
function groupCard({ isPublic: _, settings, ...shown }: StoredCard): GroupCard {
  const { join, guestsMayJoin } = groupSettingsOf({ settings });
  return { ...shown, join, guestsMayJoin };
}
