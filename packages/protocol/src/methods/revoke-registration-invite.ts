import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { registrationInvite } from "../model/credentials.ts";
import { uuid } from "../model/scalars.ts";

export const revokeRegistrationInvite = defineMethod({
  name: "registrationInvite.revoke",
  summary: "Ends an invitation. Accounts it has made stay.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({ id: uuid("Which invitation.") }),
  result: Type.Object({ invite: registrationInvite }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
