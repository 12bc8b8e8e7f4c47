import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { registrationInvite } from "../model/credentials.ts";
import { limit, uuid } from "../model/scalars.ts";

export const listRegistrationInvites = defineMethod({
  name: "registrationInvite.list",
  summary: "Invitations to register, the newest first, ended ones too.",
  callers: ["admin"],
  kind: "read",
  params: Type.Object({
    before: Type.Optional(uuid("The last invitation of the page before.")),
    limit: Type.Optional(limit(limits.invitePageMax, limits.invitePageDefault)),
  }),
  result: Type.Object({ invites: Type.Array(registrationInvite) }),
  errors: [],
  rate: { perMinute: 120, burst: 60 },
});
