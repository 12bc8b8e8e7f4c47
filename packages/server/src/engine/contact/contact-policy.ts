/** What the rules of contact say, given everything they depend on. Pure (CONT-3, CONT-30 .. CONT-35). */
import type { ContactSettings, UserRole } from "@parley/protocol";
import { nameKey } from "../ports/name-key.ts";

export type RequestDecision = "accept" | "ask" | "refuse" | "question";

/** What becomes of a request, by how its target lets itself be added. */
export function requestDecision(settings: ContactSettings, answer: string | undefined): RequestDecision {
  switch (settings.addBy) {
    case "anyone":
      return "accept";
    case "approval":
      return "ask";
    case "nobody":
      return "refuse";
    case "question":
      return isRightAnswer(settings.answer, answer) ? "accept" : "question";
  }
}

function isRightAnswer(expected: string | undefined, given: string | undefined): boolean {
  if (expected === undefined || given === undefined) return false;
  return nameKey(expected.trim()) === nameKey(given.trim());
}

export interface MessageQuestion {
  readonly senderRole: UserRole;
  /** What the receiver keeps about the sender. */
  readonly isContact: boolean;
  readonly isBlocked: boolean;
  /** Whether the sender follows the receiver. */
  readonly isFollower: boolean;
  /** Whether the newest message between the two is the sender's own. */
  readonly wroteLast: boolean;
  /** The receiver's. */
  readonly settings: ContactSettings;
}

export type MessageRefusal = "blocked" | "none" | "one" | "follow";

/** Why a message is not accepted; null when it is. */
export function messageRefusal(question: MessageQuestion): MessageRefusal | null {
  if (question.isBlocked) return "blocked";
  if (question.isContact) return null;
  const { messages, needsFollow } =
    question.settings[question.senderRole === "guest" ? "guests" : "strangers"];
  if (messages === "none") return "none";
  if (needsFollow && !question.isFollower) return "follow";
  return messages === "one" && question.wroteLast ? "one" : null;
}
