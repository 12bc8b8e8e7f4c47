import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { contact } from "../model/contact.ts";
import { userId } from "../model/scalars.ts";

export const starContact = defineMethod({
  name: "contact.star",
  summary: "Marks a contact as a favourite, or not.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    userId: userId("Whom."),
    isStarred: Type.Optional(Type.Boolean({ description: "Left out: true." })),
  }),
  result: Type.Object({ contact }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
