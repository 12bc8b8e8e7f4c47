/**
 * Who is there, by whatever a dialect's client brings: a token of its session, a native token, an API key, or a one-use
 * ticket. What a token says is believed only while its session holds (INV-16).
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { SessionHolder, SessionRefusal } from "../../engine/ports/asks.ts";
import type { Clock } from "../../engine/ports/clock.ts";
import type { DialectRequest, TokenShape } from "../dialect.ts";
import { createCache } from "./cache.ts";
import type { AskEngine } from "./position-keeper.ts";
import type { Tickets } from "./tickets.ts";

/** Seals and opens tokens of sessions. */
export interface SessionSeals {
  hex(sessionId: string): string;
  jwt(sessionId: string, claims: object, now: number, expiresAt: number | null): string;
  /** @throws token_expired */
  read(token: string, now: number): string | null;
}

export interface AuthenticationParts {
  readonly clock: Clock;
  readonly seals: SessionSeals;
  readonly tickets: Tickets;
  readonly ask: AskEngine;
  readonly urlTokens: "long" | "ticket";
  authenticate(token: string, address: string): Promise<UserActor>;
  isEnded(sessionId: string): boolean;
}

export interface Authentication {
  authenticate(token: string, address: string): Promise<UserActor>;
  authenticateUrl(token: string, request: DialectRequest): Promise<UserActor>;
  issueToken(actor: UserActor, shape: TokenShape): string;
}

/** As of a moment ago a role may be another; an ended session is known at once. */
const holders = { max: 20_000, ttlMs: 30_000 };
/** A session that is used holds on; noted this often. */
const uses = { max: 20_000, ttlMs: 3_600_000 };

export function createAuthentication(parts: AuthenticationParts): Authentication {
  const { ask, clock, seals, tickets } = parts;
  const known = createCache<string, SessionHolder | SessionRefusal>(clock, holders);
  const used = createCache<string, null>(clock, uses);

  async function holderOf(sessionId: string): Promise<SessionHolder | SessionRefusal> {
    const remembered = await known.get(sessionId, () => ask({ kind: "session", sessionId }));
    const isOver = typeof remembered === "string" || remembered.expiresAt <= clock.now();
    if (!isOver && !parts.isEnded(sessionId)) return remembered;
    known.forget(sessionId);
    if (typeof remembered === "string") return remembered;
    const holder = await ask({ kind: "session", sessionId });
    return typeof holder === "string" ? holder : "ended";
  }

  async function actorOf(sessionId: string): Promise<UserActor> {
    const holder = await holderOf(sessionId);
    if (typeof holder === "string")
      throw new ParleyError("unauthenticated", { details: { because: holder } });
    // Nobody waits for it; what fails is noted with the next use.
    used.get(sessionId, () => ask({ kind: "useSession", sessionId })).catch(() => undefined);
    return { kind: "user", userId: holder.userId, role: holder.role, sessionId };
  }

  async function authenticate(token: string, address: string): Promise<UserActor> {
    const sessionId = seals.read(token, clock.now());
    return sessionId === null ? parts.authenticate(token, address) : actorOf(sessionId);
  }

  return {
    authenticate,
    async authenticateUrl(token, request) {
      if (tickets.isTicket(token)) {
        const actor = tickets.take(token, request.header("origin"));
        if (parts.isEnded(actor.sessionId)) throw new ParleyError("unauthenticated");
        return actor;
      }
      if (parts.urlTokens === "ticket") throw new ParleyError("unauthenticated");
      return authenticate(token, request.address);
    },
    issueToken({ sessionId, userId, role }, shape) {
      if (shape.kind === "hex") return seals.hex(sessionId);
      const now = clock.now();
      const claims = { ...shape.claims, sub: String(userId), role };
      return seals.jwt(sessionId, claims, now, shape.ttlMs === null ? null : now + shape.ttlMs);
    },
  };
}
