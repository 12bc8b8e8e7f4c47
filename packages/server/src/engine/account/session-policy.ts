import { limits } from "@parley/protocol";
import type { StoredSession } from "../ports/store-people.ts";

/**
 * Whether a refresh token that no longer holds is the last one, asked with again because its answer was lost (ACC-5).
 * The session being one generation further says that nobody has used the newer token.
 */
export function isLostAnswer(
  session: Pick<StoredSession, "generation" | "refreshedAt" | "endedAt">,
  generation: number,
  now: number,
): boolean {
  const isLast = session.endedAt === null && session.generation === generation + 1;
  return isLast && now - session.refreshedAt <= limits.refreshGraceMs;
}
