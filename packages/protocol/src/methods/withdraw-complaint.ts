import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { complaint, complaintId } from "../model/complaint.ts";

export const withdrawComplaint = defineMethod({
  name: "complaint.withdraw",
  summary: "Takes a complaint back that nobody has answered yet.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ complaintId: complaintId() }),
  result: Type.Object({ complaint }),
  errors: ["not_found", "conflict"],
  rate: { perMinute: 30, burst: 10 },
});
