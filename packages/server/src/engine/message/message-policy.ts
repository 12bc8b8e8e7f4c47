import {
  type EditContent,
  type ErrorCode,
  limits,
  type MemberRole,
  type MessageContent,
} from "@parley/protocol";
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
  readonly isForwarded: boolean;
  /** Kind of the content it has. */
  readonly kind: MessageContent["type"];
  /** What it is to have. */
  readonly edit: EditContent["type"];
  readonly sentAt: number;
  readonly now: number;
}

const editedKinds: Readonly<Record<EditContent["type"], readonly MessageContent["type"][]>> = {
  text: ["text"],
  caption: ["image", "video", "file"],
};

/** Why a message may not be edited, or null when it may (MSG-40, MSG-46). Judged by the stored time (SEC-35). */
export function editRefusal({
  isAuthor,
  isForwarded,
  kind,
  edit,
  sentAt,
  now,
}: EditQuestion): ErrorCode | null {
  // What is forwarded says who said it: another's words are nobody's to change.
  if (!isAuthor || isForwarded || !editedKinds[edit].includes(kind)) return "forbidden";
  return now - sentAt <= limits.editWindowMs ? null : "window_passed";
}
