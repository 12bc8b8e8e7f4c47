/** Who may do what in a group (GRP). Pure. */
import type { ConversationStatus, GroupSettings, MemberRole } from "@parley/protocol";
import { outranks } from "../conversation/member-policy.ts";

export function isAdmin(role: MemberRole): boolean {
  return outranks(role, "member");
}

/** What a group leaves to everyone or to its admins. */
export function mayDo(role: MemberRole, who: "everyone" | "admins"): boolean {
  return who === "everyone" || isAdmin(role);
}

/** Whether every message must ask the rules, because not everybody who is active may write (GRP-30). */
export function isRuled(status: ConversationStatus, settings: GroupSettings): boolean {
  const { isBroadcast, isMutedAll, slowModeMs } = settings;
  return status !== "active" || isBroadcast || isMutedAll || slowModeMs > 0;
}

export interface WritingQuestion {
  readonly role: MemberRole;
  readonly status: ConversationStatus;
  readonly settings: GroupSettings;
  readonly mutedUntil: number;
  /** When the member's last message was let through under slow mode. */
  readonly pacedAt: number;
  readonly now: number;
}

export type WritingRefusal =
  | { readonly rule: "locked" | "dissolved" | "muted" | "mutedAll" | "broadcast" }
  | { readonly rule: "slowMode"; readonly waitMs: number };

/** Why a member may not write now, or null when they may (GRP-30 .. GRP-33). */
export function writingRefusal(question: WritingQuestion): WritingRefusal | null {
  const { role, status, settings, mutedUntil, pacedAt, now } = question;
  if (status !== "active") return { rule: status };
  if (mutedUntil > now) return { rule: "muted" };
  if (isAdmin(role)) return null;
  if (settings.isMutedAll) return { rule: "mutedAll" };
  if (settings.isBroadcast) return { rule: "broadcast" };
  const waitMs = pacedAt + settings.slowModeMs - now;
  return settings.slowModeMs > 0 && waitMs > 0 ? { rule: "slowMode", waitMs } : null;
}
