/** Who calls in the authorisation matrix of the dialects, each by what they are to one person, the target. */

export const callerKinds = [
  /** Without a token. */
  "nobody",
  /** With what is no token. */
  "broken",
  /** With a token of a session that was ended. */
  "ended",
  /** With a token whose time is over. */
  "expired",
  "disabled",
  "guest",
  /** An account that has nothing to do with the target and is in none of its groups. */
  "stranger",
  "contact",
  /** Whom the target has blocked; a member of the group. */
  "blocked",
  /** Who was a member of the group. */
  "removed",
  /** A member of the group who may say nothing. */
  "muted",
  "admin",
  /** The target, which owns the group. */
  "owner",
] as const;
export type CallerKind = (typeof callerKinds)[number];

/** Whom no token lets in. */
export const refusedKinds = ["nobody", "broken", "ended", "expired", "disabled"] as const;
export type RefusedKind = (typeof refusedKinds)[number];

/** Everybody who has an account, other than the target. */
export type AccountKind = Exclude<CallerKind, "nobody" | "broken" | "expired" | "owner">;
export const accountKinds = callerKinds.filter(
  (kind) => !["nobody", "broken", "expired", "owner"].includes(kind),
) as readonly AccountKind[];
