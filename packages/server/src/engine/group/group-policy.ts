/** Who may do what in a group (GRP). Pure. */
import type { MemberRole } from "@parley/protocol";
import { outranks } from "../conversation/member-policy.ts";

export function isAdmin(role: MemberRole): boolean {
  return outranks(role, "member");
}

/** What a group leaves to everyone or to its admins. */
export function mayDo(role: MemberRole, who: "everyone" | "admins"): boolean {
  return who === "everyone" || isAdmin(role);
}
