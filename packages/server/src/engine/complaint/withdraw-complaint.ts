import { ParleyError } from "@parley/protocol";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteOperation } from "../operation.ts";
import { statusChangeRefusal } from "./complaint-policy.ts";
import { complaintChanged, publicComplaint } from "./public-complaint.ts";

export const withdrawComplaint: WriteOperation<"complaint.withdraw"> = {
  kind: "write",
  async run({ tx, ports }, actor, args) {
    const complaint = await tx.complaints.lock(args.complaintId);
    if (complaint === null || complaint.userId !== actor.userId) throw new ParleyError("not_found");
    if (complaint.status === "withdrawn") return { complaint: publicComplaint(complaint) };
    const refusal = statusChangeRefusal(complaint.status, "withdrawn");
    if (refusal !== null) throw new ParleyError(refusal);
    const now = ports.clock.now();
    const withdrawn = { ...complaint, status: "withdrawn", changedAt: now } as const;
    await tx.complaints.update(withdrawn);
    await appendFeedEvents(tx, now, [complaintChanged(withdrawn, actor.userId)]);
    return { complaint: publicComplaint(withdrawn) };
  },
};
