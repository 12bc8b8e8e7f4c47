/** Who may do what in a group (GRP). Pure. */
import type { ConversationKind, ConversationStatus, GroupSettings, MemberRole } from "@parley/protocol";
import { outranks } from "../conversation/member-policy.ts";

export function isAdmin(role: MemberRole): boolean {
  return outranks(role, "member");
}

/** What a group leaves to everyone or to its admins. */
export function mayDo(role: MemberRole, who: "everyone" | "admins"): boolean {
  return who === "everyone" || isAdmin(role);
}

/** Whether every message must ask the rules, because not everybody who is active may write (GRP-30). */
export function isRuled({ kind, status, settings }: RuledQuestion): boolean {
  const { isBroadcast, isMutedAll, slowModeMs, guestsMayWrite } = settings;
  // Whether there is a lobby at all is asked with each message.
  if (kind === "lobby") return true;
  return status !== "active" || isBroadcast || isMutedAll || slowModeMs > 0 || !guestsMayWrite;
}

export interface RuledQuestion {
  readonly kind: ConversationKind;
  readonly status: ConversationStatus;
  readonly settings: GroupSettings;
}

export interface WritingQuestion {
  readonly role: MemberRole;
  readonly isGuest: boolean;
  readonly status: ConversationStatus;
  readonly settings: GroupSettings;
  readonly mutedUntil: number;
  /** When the member's last message was let through under slow mode. */
  readonly pacedAt: number;
  readonly now: number;
}

export type WritingRefusal =
  | { readonly rule: "locked" | "dissolved" | "muted" | "mutedAll" | "broadcast" | "guests" }
  | { readonly rule: "slowMode"; readonly waitMs: number };

/** Why a member may not write now, or null when they may (GRP-30 .. GRP-33). */
export function writingRefusal(question: WritingQuestion): WritingRefusal | null {
  const { role, isGuest, status, settings, mutedUntil, pacedAt, now } = question;
  if (status !== "active") return { rule: status };
  if (mutedUntil > now) return { rule: "muted" };
  if (isAdmin(role)) return null;
  if (settings.isMutedAll) return { rule: "mutedAll" };
  if (settings.isBroadcast) return { rule: "broadcast" };
  if (isGuest && !settings.guestsMayWrite) return { rule: "guests" };
  const waitMs = pacedAt + settings.slowModeMs - now;
  return settings.slowModeMs > 0 && waitMs > 0 ? { rule: "slowMode", waitMs } : null;
}
