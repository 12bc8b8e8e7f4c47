import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { contact } from "../model/contact.ts";
import { userId } from "../model/scalars.ts";

export const removeContact = defineMethod({
  name: "contact.remove",
  summary: "Ends being contacts, for both.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ userId: userId("Whom.") }),
  result: Type.Object({ contact }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
