import type { ComplaintStatus, ComplaintTarget } from "@parley/protocol";

/** Complaints: written by users, taken care of by administrators. */
export interface ComplaintsReader {
  find(complaintId: number): Promise<StoredComplaint | null>;
  /** The newest first; of one user, or of everybody. */
  page(query: ComplaintQuery): Promise<StoredComplaint[]>;
}

export interface ComplaintQuery {
  readonly userId: number | null;
  readonly status: ComplaintStatus | null;
  readonly beforeId: number | null;
  readonly limit: number;
}

export interface StoredComplaint {
  readonly id: number;
  readonly userId: number;
  readonly target: ComplaintTarget;
  readonly reason: string;
  readonly text: string | null;
  readonly images: readonly string[];
  readonly quotes: readonly QuotedMessage[];
  readonly status: ComplaintStatus;
  readonly assigneeId: number | null;
  readonly answer: string | null;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** Where a quoted message is; its content is looked up when it is shown. */
export interface QuotedMessage {
  readonly conversationId: number;
  readonly id: string;
  readonly seq: number;
}

export interface ComplaintsWriter extends ComplaintsReader {
  /** Holds the complaint until the commit. */
  lock(complaintId: number): Promise<StoredComplaint | null>;
  /** How many of a user's nobody has answered. */
  countUnanswered(userId: number): Promise<number>;
  insert(complaint: Omit<StoredComplaint, "id">): Promise<StoredComplaint>;
  update(complaint: StoredComplaint): Promise<void>;
}
