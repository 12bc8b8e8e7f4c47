/** What may become of a complaint. Pure (COMP-5, COMP-6). */
import type { ComplaintStatus, ErrorCode } from "@parley/protocol";

const next: Record<ComplaintStatus, readonly ComplaintStatus[]> = {
  open: ["open", "assigned", "answered", "closed", "withdrawn"],
  assigned: ["open", "assigned", "answered", "closed", "withdrawn"],
  answered: ["answered", "closed"],
  closed: [],
  withdrawn: [],
};

/** Why a complaint does not go from one status to the other; null when it does. */
export function statusChangeRefusal(from: ComplaintStatus, to: ComplaintStatus): ErrorCode | null {
  return next[from].includes(to) ? null : "conflict";
}
