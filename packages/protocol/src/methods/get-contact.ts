import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { contact } from "../model/contact.ts";
import { userId } from "../model/scalars.ts";

export const getContact = defineMethod({
  name: "contact.get",
  summary: "What the caller keeps about somebody; of a stranger every field at its default.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ userId: userId("Whom.") }),
  result: Type.Object({ contact }),
  errors: ["not_found"],
  rate: { perMinute: 300, burst: 100 },
});
