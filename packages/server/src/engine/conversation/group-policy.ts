import { limits } from "@parley/protocol";

/** The name of a group that was given none: its people, joined the Chinese way, cut to what a name may have (CONV-3). */
export function defaultGroupName(nicknames: readonly string[]): string {
  return [...nicknames.join("、")].slice(0, limits.groupNameCharsMax).join("");
}
