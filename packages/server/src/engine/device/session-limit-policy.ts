/** Which sessions must give way to a new one (DEV-5). */
import type { StoredDevice } from "../ports/store-people.ts";

export interface SessionLimit {
  readonly sessionPolicy: "unlimited" | "perPlatform" | "single";
  /** How many sessions one platform may have, where the policy is `perPlatform`. */
  readonly sessionsPerPlatformMax: number;
}

/** The oldest of the open ones that are too many once another of this platform is there. */
export function surplusSessions(
  limit: SessionLimit,
  open: readonly StoredDevice[],
  platform: string | null,
): readonly StoredDevice[] {
  if (limit.sessionPolicy === "unlimited") return [];
  if (limit.sessionPolicy === "single") return open;
  const kept = limit.sessionsPerPlatformMax - 1;
  return open
    .filter((session) => session.platform === platform)
    .toSorted((left, right) => right.signedInAt - left.signedInAt)
    .slice(kept);
}
