import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { contact } from "../model/contact.ts";
import { userId } from "../model/scalars.ts";

export const setContactVisibility = defineMethod({
  name: "contact.setVisibility",
  summary: "Sets who sees whose moments, of the caller and a contact.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    userId: userId("Whom."),
    canSeeMe: Type.Optional(Type.Boolean()),
    iSee: Type.Optional(Type.Boolean()),
  }),
  result: Type.Object({ contact }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
