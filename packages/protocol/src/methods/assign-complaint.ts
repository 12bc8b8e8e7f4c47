import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { adminComplaint, complaintId } from "../model/complaint.ts";
import { userId } from "../model/scalars.ts";

export const assignComplaint = defineMethod({
  name: "admin.assignComplaint",
  summary: "Says which administrator takes care of a complaint.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({
    complaintId: complaintId(),
    assigneeId: Type.Union([userId("An administrator."), Type.Null()]),
  }),
  result: Type.Object({ complaint: adminComplaint }),
  errors: ["not_found", "conflict", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
