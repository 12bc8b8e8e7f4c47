import { limits } from "@parley/protocol";

/** The name of a group that was given none: its people, joined the Chinese way, cut to what a name may have (CONV-3). */
export function defaultGroupName(nicknames: readonly string[]): string {
  return [...nicknames.join("、")].slice(0, limits.groupNameCharsMax).join("");
}

/** The members whose pictures make its picture: the owner, then by id, as the store chooses them later (GRP-3). */
export function firstFaces(ownerId: number, userIds: readonly number[]): number[] {
  const others = userIds.filter((userId) => userId !== ownerId).toSorted((left, right) => left - right);
  return [ownerId, ...others].slice(0, limits.groupFacesMax);
}
