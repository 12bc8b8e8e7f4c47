import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { invite } from "../model/invite.ts";
import { uuid } from "../model/scalars.ts";

export const revokeInvite = defineMethod({
  name: "invite.revoke",
  summary: "Takes an invitation back: the caller's own, or any of a group that the caller is an admin of.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ id: uuid("Which invitation.") }),
  result: Type.Object({ invite }),
  errors: ["not_found"],
  rate: { perMinute: 60, burst: 30 },
});
