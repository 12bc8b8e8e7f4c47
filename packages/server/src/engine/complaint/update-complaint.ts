import { ParleyError } from "@parley/protocol";
import { appendFeedEvents } from "../feed/append-feed-events.ts";
import type { WriteOperation } from "../operation.ts";
import { complaintChanged, publicComplaint } from "./public-complaint.ts";

export const updateComplaint: WriteOperation<"complaint.update"> = {
  kind: "write",
  async run({ tx, ports }, actor, { complaintId, reason, text, images }) {
    const complaint = await tx.complaints.lock(complaintId);
    if (complaint === null || complaint.userId !== actor.userId) throw new ParleyError("not_found");
    // Whoever has begun to look at it must find what they looked at.
    if (complaint.status !== "open") throw new ParleyError("conflict");
    const now = ports.clock.now();
    const changed = {
      ...complaint,
      ...(reason === undefined ? {} : { reason: reason.trim() }),
      ...(text === undefined ? {} : { text: text?.trim() ?? null }),
      ...(images === undefined ? {} : { images }),
      changedAt: now,
    };
    await tx.complaints.update(changed);
    await appendFeedEvents(tx, now, [complaintChanged(changed, actor.userId)]);
    return { complaint: publicComplaint(changed) };
  },
};
