import { describe, expect, test } from "bun:test";
import type { ApiKeyHolder } from "../engine/ports/store-api-keys.ts";
import { createApiKeys } from "./api-keys.ts";

const key = `pk_${"k".repeat(43)}`;
const holder: ApiKeyHolder = { keyId: "id", userId: 7, role: "bot", scopes: ["message"], expiresAt: null };

/** Keys over a store whose answers the test gives, one by one. */
function fixture(rate: () => number = () => 0) {
  const time = { ms: 1_000_000 };
  const questions: ((found: ApiKeyHolder | null) => void)[] = [];
  const uses: { keyId: string; at: number }[] = [];
  const keys = createApiKeys({
    clock: { now: () => time.ms, elapsedMs: () => time.ms },
    rateLimits: { take: rate, sweep: () => undefined },
    digest: (text) => `digest of ${text}`,
    find: () => new Promise((resolve) => questions.push(resolve)),
    noteUses: (noted) => uses.push(...noted),
  });
  const enter = (text = key) => keys.authenticate(text, "::1");
  async function enterWith(found: ApiKeyHolder | null) {
    const entered = enter();
    questions.at(-1)?.(found);
    return entered;
  }
  return { time, questions, uses, keys, enter, enterWith };
}

describe("API keys in memory", () => {
  test("[DEV-21] the store is asked once for many calls, and again after a while", async () => {
    const { time, questions, enter, enterWith } = fixture();
    const actor = { kind: "user", userId: 7, role: "bot", sessionId: "id", scopes: ["message"] } as const;
    expect(await enterWith(holder)).toEqual(actor);
    for (let call = 0; call < 100; call += 1) expect(await enter()).toEqual(actor);
    expect(questions).toHaveLength(1);
    time.ms += 30_000;
    await enterWith(holder);
    expect(questions).toHaveLength(2);
  });

  test("[DEV-23] [INV-16] after the end of a key nothing that was read before it lets anybody in", async () => {
    const { keys, questions, enter, enterWith } = fixture();
    await enterWith(holder);
    keys.end("id");
    await expect(enterWith(null)).rejects.toMatchObject({ code: "unauthenticated" });
    const reading = enter();
    keys.end("other");
    keys.end("id");
    questions.at(-1)?.(holder);
    await expect(reading).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await enterWith({ ...holder, role: "user" })).role).toBe("user");
    expect((await enter()).role).toBe("user");
  });

  test("[DEV-23] a key ends at its time, kept or not", async () => {
    const { time, enter, enterWith } = fixture();
    await enterWith({ ...holder, expiresAt: time.ms + 100 });
    time.ms += 99;
    await enter();
    time.ms += 1;
    await expect(enter()).rejects.toMatchObject({ code: "token_expired" });
  });

  test("[DEV-21] what cannot be a key is no question, and unknown keys are limited by address", async () => {
    let waitMs = 0;
    const { questions, enter, enterWith } = fixture(() => waitMs);
    for (const text of ["pk_", `${key}x`, key.slice(1), `pk_${" ".repeat(43)}`, `${key} `]) {
      await expect(enter(text)).rejects.toMatchObject({ code: "unauthenticated" });
    }
    expect(questions).toHaveLength(0);
    await enterWith(holder);
    waitMs = 500;
    await enter();
    await expect(enter(`pk_${"x".repeat(43)}`)).rejects.toMatchObject({ code: "rate_limited" });
    expect(questions).toHaveLength(1);
  });

  test("[DEV-24] uses are handed out once a minute, each key once", async () => {
    const { time, keys, uses, enter, enterWith } = fixture();
    await enterWith(holder);
    time.ms += 10_000;
    await enter();
    keys.sweep();
    expect(uses).toEqual([]);
    time.ms += 50_000;
    keys.sweep();
    expect(uses).toEqual([{ keyId: "id", at: 1_010_000 }]);
    keys.flush();
    expect(uses).toHaveLength(1);
  });
});
