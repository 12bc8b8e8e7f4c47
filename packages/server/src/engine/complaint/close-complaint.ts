import { adminOperation } from "../admin/admin-operation.ts";
import { changeComplaint } from "./change-complaint.ts";

export const closeComplaint = adminOperation("admin.closeComplaint", {
  run: (context, actor, { complaintId, answer }) =>
    changeComplaint(context, actor, complaintId, {
      status: "closed",
      ...(answer === undefined ? {} : { answer: answer.trim() }),
    }),
});
