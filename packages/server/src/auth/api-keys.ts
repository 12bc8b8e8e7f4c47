/**
 * Tells who holds an API key, without a disk: what the store once said is kept for a while. Owns that memory and the
 * times of use; which keys there are is the store's. Invariant: once `end` was called for a key, nothing that was read
 * before it lets anybody in (INV-16).
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../engine/actor.ts";
import type { Clock } from "../engine/ports/clock.ts";
import type { RateLimits } from "../engine/ports/rate-limits.ts";
import type { ApiKeyHolder } from "../engine/ports/store-api-keys.ts";

export interface ApiKeys {
  /** @throws unauthenticated, token_expired, rate_limited, unavailable */
  authenticate(key: string, address: string): Promise<UserActor>;
  /** What is known of this key may not hold any more: it was revoked, or its user changed. */
  end(keyId: string): void;
  /** Uses since the last time this was asked, at most once a minute; forgets what it has kept long enough. */
  sweep(): void;
  /** Hands out the uses that were not yet. */
  flush(): void;
}

export interface ApiKeysParts {
  readonly clock: Clock;
  readonly rateLimits: RateLimits;
  digest(key: string): string;
  /** What the store says, as of a moment after the question. */
  find(digest: string): Promise<ApiKeyHolder | null>;
  noteUses(uses: readonly { keyId: string; at: number }[]): void;
}

/** Whatever else looks like a key is none, and no question to the store. */
const keyForm = /^pk_[\w-]{43}$/;

/** A lost notice of a revocation is healed by then at the latest. */
const keptMs = 30_000;
const keptMax = 10_000;
const usesEveryMs = 60_000;

/** Keys not known here, per address: guessing one of 2^256 is hopeless, and must not be work either. */
const unknownRate = { perMinute: 600, burst: 300 };

interface Kept {
  readonly holder: ApiKeyHolder;
  readonly until: number;
}

export function isApiKey(token: string): boolean {
  return token.startsWith("pk_");
}

export function createApiKeys(parts: ApiKeysParts): ApiKeys {
  const { clock, rateLimits } = parts;
  const kept = new Map<string, Kept>();
  const digests = new Map<string, string>();
  /** Questions on their way, each with the keys that ended since. */
  const asked = new Set<Set<string>>();
  let uses = new Map<string, number>();
  let usesSince = clock.elapsedMs();

  async function ask(digest: string): Promise<ApiKeyHolder> {
    const endedSince = new Set<string>();
    asked.add(endedSince);
    try {
      const holder = await parts.find(digest);
      if (holder === null || endedSince.has(holder.keyId)) throw new ParleyError("unauthenticated");
      if (kept.size >= keptMax) forgetAll();
      kept.set(digest, { holder, until: clock.elapsedMs() + keptMs });
      digests.set(holder.keyId, digest);
      return holder;
    } finally {
      asked.delete(endedSince);
    }
  }

  function forgetAll(): void {
    kept.clear();
    digests.clear();
  }

  function flush(): void {
    if (uses.size > 0) parts.noteUses([...uses].map(([keyId, at]) => ({ keyId, at })));
    uses = new Map();
    usesSince = clock.elapsedMs();
  }

  return {
    async authenticate(key, address) {
      if (!keyForm.test(key)) throw new ParleyError("unauthenticated");
      const digest = parts.digest(key);
      const known = kept.get(digest);
      let holder = known !== undefined && known.until > clock.elapsedMs() ? known.holder : null;
      if (holder === null) {
        const retryAfterMs = rateLimits.take("API key", address, unknownRate);
        if (retryAfterMs > 0) throw new ParleyError("rate_limited", { retryAfterMs });
        holder = await ask(digest);
      }
      const now = clock.now();
      if (holder.expiresAt !== null && holder.expiresAt <= now) throw new ParleyError("token_expired");
      const { keyId, userId, role, scopes } = holder;
      uses.set(keyId, now);
      return { kind: "user", userId, role, sessionId: keyId, scopes };
    },
    end(keyId) {
      for (const endedSince of asked) endedSince.add(keyId);
      kept.delete(digests.get(keyId) ?? "");
      digests.delete(keyId);
    },
    sweep() {
      if (clock.elapsedMs() - usesSince < usesEveryMs) return;
      flush();
      forgetAll();
    },
    flush,
  };
}
