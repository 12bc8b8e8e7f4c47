/** Who calls in the authorisation matrix, each by what they are to one person, the target. */

export const callerKinds = [
  "anonymous",
  "guest",
  "stranger",
  "contact",
  "blocked",
  "disabled",
  "bot",
  "admin",
] as const;
export type CallerKind = (typeof callerKinds)[number];

/** Everybody who has an account. */
export type SignedInKind = Exclude<CallerKind, "anonymous">;

export const signedInKinds = callerKinds.filter((kind) => kind !== "anonymous") as readonly SignedInKind[];
