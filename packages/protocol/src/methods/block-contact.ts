import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { contact } from "../model/contact.ts";
import { userId } from "../model/scalars.ts";

export const blockContact = defineMethod({
  name: "contact.block",
  summary: "Blocks somebody, a contact or not, from reaching the caller, or lets them again.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    userId: userId("Whom."),
    isBlocked: Type.Optional(Type.Boolean({ description: "Left out: true." })),
  }),
  result: Type.Object({ contact }),
  errors: ["not_found", "limit_reached"],
  rate: { perMinute: 120, burst: 60 },
});
