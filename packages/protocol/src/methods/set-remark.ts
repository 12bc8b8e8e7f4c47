import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { contact, remark } from "../model/contact.ts";
import { userId } from "../model/scalars.ts";

export const setRemark = defineMethod({
  name: "contact.setRemark",
  summary: "Sets the caller's own name for somebody, or takes it away.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({ userId: userId("Whom."), remark: Type.Union([remark, Type.Null()]) }),
  result: Type.Object({ contact }),
  errors: ["not_found", "limit_reached"],
  rate: { perMinute: 120, burst: 60 },
});
