/** What administrators make of a complaint; who made it is told, and the audit log has it (ADM-3). */
import { type ComplaintStatus, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteContext } from "../operation.ts";
import type { StoredComplaint } from "../ports/store-complaints.ts";
import { statusChangeRefusal } from "./complaint-policy.ts";
import { complaintChanged, complaintForAdmins } from "./public-complaint.ts";

export interface ComplaintChange {
  readonly status: Exclude<ComplaintStatus, "withdrawn">;
  readonly assigneeId?: number | null;
  readonly answer?: string;
}

export async function changeComplaint(
  { tx, ports }: WriteContext,
  actor: UserActor,
  complaintId: number,
  { status, assigneeId, answer }: ComplaintChange,
) {
  const complaint = await tx.complaints.lock(complaintId);
  if (complaint === null) throw new ParleyError("not_found");
  const refusal = statusChangeRefusal(complaint.status, status);
  if (refusal !== null) throw new ParleyError(refusal);
  const now = ports.clock.now();
  const changed: StoredComplaint = {
    ...complaint,
    status,
    changedAt: now,
    assigneeId: assigneeId === undefined ? (complaint.assigneeId ?? actor.userId) : assigneeId,
    answer: answer ?? complaint.answer,
  };
  await tx.complaints.update(changed);
  await appendFeedEvents(tx, now, [complaintChanged(changed, actor.userId)]);
  return {
    result: { complaint: complaintForAdmins(changed) },
    targetKind: "complaint",
    targetId: complaintId,
    details: { status, assigneeId: changed.assigneeId },
  };
}
