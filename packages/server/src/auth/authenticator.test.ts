import { describe, expect, test } from "bun:test";
import { createAuthenticator } from "./authenticator.ts";
import type { Keys } from "./keys.ts";
import { createTokens } from "./tokens.ts";

const noKeys = { authenticate: () => Promise.reject(new Error("no key")), end: () => undefined };
const random = () => crypto.getRandomValues(new Uint8Array(32));

describe("the authenticator", () => {
  for (const ttlMs of [1_000, 900_000]) {
    test(`[ACC-6] [INV-16] no token of an ended session holds at any later time (tokens of ${ttlMs} ms)`, async () => {
      const keys: Keys = { accessToken: random(), refreshToken: random(), digest: random() };
      let now = 1_700_000_000_000;
      const authenticator = createAuthenticator(keys, { now: () => now, elapsedMs: () => 0 }, ttlMs, noKeys);
      const claims = { userId: 7, role: "user", sessionId: crypto.randomUUID() } as const;
      const { token } = await createTokens(keys, { ttlMs }).issueAccess(claims, now);
      expect(await authenticator.authenticate(token, "")).toEqual({ kind: "user", ...claims });
      authenticator.end({ sessionId: claims.sessionId, endedAt: now });
      for (let step = 0; step < 40; step += 1) {
        now += ttlMs / 10 + 250;
        authenticator.sweep();
        await expect(authenticator.authenticate(token, "")).rejects.toThrow();
      }
      expect(authenticator.isEnded(claims.sessionId)).toBe(now < 1_700_000_000_000 + 2 * (ttlMs + 5_000));
    });
  }

  test("[ACC-4] a token holds until its end and is told apart afterwards", async () => {
    const keys: Keys = { accessToken: random(), refreshToken: random(), digest: random() };
    let now = 1_700_000_000_000;
    const authenticator = createAuthenticator(keys, { now: () => now, elapsedMs: () => 0 }, 60_000, noKeys);
    const claims = { userId: 7, role: "bot", sessionId: "s" } as const;
    const { token, expiresAt } = await createTokens(keys, { ttlMs: 60_000 }).issueAccess(claims, now);
    expect(expiresAt).toBe(now + 60_000);
    now = expiresAt - 1;
    expect((await authenticator.authenticate(token, "")).role).toBe("bot");
    now = expiresAt + 4_999;
    expect((await authenticator.authenticate(token, "")).role).toBe("bot");
    now = expiresAt + 5_000;
    await expect(authenticator.authenticate(token, "")).rejects.toMatchObject({ code: "token_expired" });
  });
});
