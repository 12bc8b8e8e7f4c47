import { ParleyError } from "@parley/protocol";
import { adminOperation } from "../admin/admin-operation.ts";
import { changeComplaint } from "./change-complaint.ts";

export const assignComplaint = adminOperation("admin.assignComplaint", {
  async run(context, actor, { complaintId, assigneeId }) {
    const admins = await context.tx.accounts.lockAdmins();
    if (assigneeId !== null && !admins.includes(assigneeId)) throw new ParleyError("forbidden");
    const status = assigneeId === null ? "open" : "assigned";
    return changeComplaint(context, actor, complaintId, { status, assigneeId });
  },
});
