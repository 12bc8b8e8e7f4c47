import type { GroupCard } from "@parley/protocol";
import type { StoredCard } from "../ports/store-directory.ts";
import { groupSettingsOf } from "./group-settings.ts";

/** A group as people see it who are not in it: nothing of who is. */
export function groupCard({ isPublic: _, settings, ...shown }: StoredCard): GroupCard {
  const { join, guestsMayJoin } = groupSettingsOf({ settings });
  return { ...shown, join, guestsMayJoin };
}
