import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { inviteCode, registrationInvite } from "../model/credentials.ts";
import { time } from "../model/scalars.ts";

export const createRegistrationInvite = defineMethod({
  name: "registrationInvite.create",
  summary: "Makes an invitation to register. Its code is told here and never again.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({
    note: Type.Optional(Type.String({ minLength: 1, maxLength: limits.inviteNoteCharsMax })),
    uses: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: limits.inviteUsesMax,
        default: 1,
        description: "Accounts it may make (default 1).",
      }),
    ),
    expiresAt: Type.Optional(time("When it ends; without it, in 7 days.")),
  }),
  result: Type.Object({ invite: registrationInvite, code: inviteCode }),
  errors: ["limit_reached"],
  rate: { perMinute: 60, burst: 30 },
});
