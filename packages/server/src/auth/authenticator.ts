/**
 * Tells who holds an access token or an API key. Owns the list of sessions that ended while their tokens still look
 * valid; the list is filled from the store at the start and by every commit that ends a session (INV-16).
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../engine/actor.ts";
import type { Clock } from "../engine/ports/clock.ts";
import type { EndedSession } from "../engine/ports/committed.ts";
import { type ApiKeys, isApiKey } from "./api-keys.ts";
import type { Keys } from "./keys.ts";
import { endedSessionKeptMs, verifyAccess } from "./tokens.ts";

export interface Authenticator {
  /** The address is that of the caller, for limits. @throws unauthenticated, token_expired, rate_limited, unavailable */
  authenticate(token: string, address: string): Promise<UserActor>;
  isEnded(sessionId: string): boolean;
  /** From now on no token of this session is accepted. */
  end(session: Pick<EndedSession, "sessionId" | "endedAt">): void;
  /** Forgets sessions whose last tokens have expired by themselves. */
  sweep(): void;
}

export function createAuthenticator(
  keys: Keys,
  clock: Clock,
  accessTokenTtlMs: number,
  apiKeys: Pick<ApiKeys, "authenticate" | "end">,
): Authenticator {
  const endedAt = new Map<string, number>();

  async function authenticateKey(key: string, address: string): Promise<UserActor> {
    const actor = await apiKeys.authenticate(key, address);
    // The store has said so since, as of a disabled user who was enabled again.
    endedAt.delete(actor.sessionId);
    return actor;
  }

  return {
    async authenticate(token, address) {
      if (isApiKey(token)) return authenticateKey(token, address);
      const { role, sessionId, userId } = verifyAccess(keys, token, clock.now());
      if (endedAt.has(sessionId)) throw new ParleyError("unauthenticated");
      // Each field named: every socket keeps it, and one made of another object's fields takes twice the memory.
      return { kind: "user", userId, role, sessionId };
    },
    isEnded: (sessionId) => endedAt.has(sessionId),
    end: (session) => {
      endedAt.set(session.sessionId, session.endedAt);
      apiKeys.end(session.sessionId);
    },
    sweep() {
      const oldest = clock.now() - endedSessionKeptMs(accessTokenTtlMs);
      for (const [sessionId, time] of endedAt) if (time < oldest) endedAt.delete(sessionId);
    },
  };
}
