import { type ErrorCode, limits, type MemberRole } from "@parley/protocol";
import { outranks } from "../conversation/member-policy.ts";

export interface RecallQuestion {
  readonly isAuthor: boolean;
  readonly actorRole: MemberRole;
  /** Role of the author in the conversation; null when they are not in it any more. */
  readonly authorRole: MemberRole | null;
  readonly sentAt: number;
  readonly now: number;
}

/** Why a message may not be recalled, or null when it may (MSG-20). Judged by the stored time, never the caller's. */
export function recallRefusal(question: RecallQuestion): ErrorCode | null {
  if (outranks(question.actorRole, "member")) {
    if (question.isAuthor || outranks(question.actorRole, question.authorRole ?? "member")) return null;
  }
  if (!question.isAuthor) return "forbidden";
  return question.now - question.sentAt <= limits.recallWindowMs ? null : "window_passed";
}

export interface EditQuestion {
  readonly isAuthor: boolean;
  /** Kind of the content it has. */
  readonly kind: string;
  readonly sentAt: number;
  readonly now: number;
}

/** Why a message may not be edited, or null when it may (MSG-40). Judged by the stored time (SEC-35). */
export function editRefusal({ isAuthor, kind, sentAt, now }: EditQuestion): ErrorCode | null {
  if (!isAuthor || kind !== "text") return "forbidden";
  return now - sentAt <= limits.editWindowMs ? null : "window_passed";
}
