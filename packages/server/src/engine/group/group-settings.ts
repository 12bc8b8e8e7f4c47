/** The rules of a group as they hold: what was set, and for the rest what holds by itself (GRP-2). */
import type { GroupSettings } from "@parley/protocol";
import type { StoredGroup } from "../ports/store-groups.ts";

const standard: GroupSettings = {
  join: "closed",
  guestsMayJoin: false,
  guestsMayWrite: true,
  isPublic: false,
  membersMax: 0,
  invite: "everyone",
  edit: "admins",
  mentionAll: "admins",
  pin: "admins",
  showsHistory: true,
  hidesMembers: false,
  slowModeMs: 0,
  isBroadcast: false,
  retentionMs: 0,
  isMutedAll: false,
};

export function groupSettingsOf(group: Pick<StoredGroup, "settings">): GroupSettings {
  return { ...standard, ...group.settings };
}
