import { handOverGroup } from "../group/hand-over-groups.ts";
import type { Chore } from "./chore.ts";

/** Goes on where the deletion of somebody with many groups left off (GRP-18). */
export const handOverGroups: Chore = {
  name: "chore: hand over groups",
  everyMs: 60_000,
  run: handOverGroup,
};
