import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { userId } from "../model/scalars.ts";

export const isContact = defineMethod({
  name: "contact.isContact",
  summary: "Whether somebody is a contact of the caller.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ userId: userId("Whom.") }),
  result: Type.Object({ isContact: Type.Boolean() }),
  errors: [],
  rate: { perMinute: 300, burst: 100 },
});
