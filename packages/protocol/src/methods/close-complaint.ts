import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { adminComplaint, complaintId, complaintText } from "../model/complaint.ts";

export const closeComplaint = defineMethod({
  name: "admin.closeComplaint",
  summary: "Closes a complaint, with an answer or without.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({ complaintId: complaintId(), answer: Type.Optional(complaintText) }),
  result: Type.Object({ complaint: adminComplaint }),
  errors: ["not_found", "conflict", "forbidden"],
  rate: { perMinute: 120, burst: 60 },
});
