/** A complaint as the contract writes it down. */
import type { Complaint } from "@parley/protocol";

const statuses = { open: 0, assigned: 1, answered: 2, closed: 3, withdrawn: 3 } as const;

export function complaintOf(userId: number, complaint: Complaint): object {
  const { answer, changedAt, createdAt, id, images, quotes, reason, status, target } = complaint;
  return {
    ...{ id, user_id: userId, target_id: target.kind === "user" ? target.userId : target.conversationId },
    ...{ target_type: target.kind === "user" ? "single" : "group", reason, content: complaint.text ?? "" },
    ...{
      images: JSON.stringify(images),
      complaint_chatinfo: JSON.stringify(quotes.map((quote) => ({ id: quote.id }))),
    },
    ...{ status: statuses[status], reply: answer ?? "", create_time: createdAt, update_time: changedAt },
  };
}
