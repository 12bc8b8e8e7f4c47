import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { adminComplaint, complaintId, complaintText } from "../model/complaint.ts";

export const answerComplaint = defineMethod({
  name: "admin.answerComplaint",
  summary: "Answers a complaint; who made it is told.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({ complaintId: complaintId(), answer: complaintText }),
  result: Type.Object({ complaint: adminComplaint }),
  errors: ["not_found", "conflict", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
