import { adminOperation } from "../admin/admin-operation.ts";
import { changeComplaint } from "./change-complaint.ts";

export const answerComplaint = adminOperation("admin.answerComplaint", {
  run: (context, actor, { complaintId, answer }) =>
    changeComplaint(context, actor, complaintId, { status: "answered", answer: answer.trim() }),
});
