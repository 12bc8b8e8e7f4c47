import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stillPorts } from "../../../test/support/still-ports.ts";
import { createTokens } from "../../auth/tokens.ts";
import { systemClock, systemIds } from "../../platform.ts";
import { openSqliteStore } from "../../store/sqlite/store.ts";
import type { Actor } from "../actor.ts";
import { createEngine, type Engine, type EngineReply } from "../engine.ts";
import type { Ports } from "../operation.ts";
import type { Mail } from "../ports/mail.ts";
import type { Store } from "../ports/store.ts";

const known = "known@x.test";
const unknown = "nobody@x.test";
const seeker: Actor = { kind: "user", userId: 999_999, role: "user", sessionId: "seeker" };

/** The engine on a real store, with a hasher that only counts: what it costs is the same by ACC-3's own test. */
describe("[SEC-19] who has an account cannot be told", () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-enumeration-"));
  const work: string[] = [];
  const mails: Mail[] = [];
  const failures: unknown[] = [];
  let store: Store;
  let engine: Engine;

  beforeAll(async () => {
    store = openSqliteStore({
      path: join(folder, "parley.db"),
      durability: "normal",
      newEpoch: systemIds.uuid,
      onBroken(error) {
        throw error;
      },
    });
    const random = () => crypto.getRandomValues(new Uint8Array(32));
    const keys = { accessToken: random(), refreshToken: random(), digest: random() };
    const ports: Ports = {
      ...stillPorts,
      clock: systemClock,
      ids: systemIds,
      tokens: createTokens(keys, { ttlMs: 60_000 }),
      passwords: {
        ...stillPorts.passwords,
        async hash() {
          work.push("hash");
          return "a hash";
        },
        async verify() {
          work.push("verify");
          return false;
        },
      },
    };
    engine = createEngine({
      store,
      ports,
      tell: () => undefined,
      sendMail: (mail) => mails.push(mail),
      afterArrivals: (run) => run(),
      reportFailure: (error) => failures.push(error),
    });
    await call("account.sendCode", { email: known, purpose: "register" });
    const { content } = mails[0] ?? {};
    const code = content?.kind === "code" ? content.code : "";
    const registered = { username: "known_user", password: "correct horse", email: known, code };
    expect(await call("account.register", registered)).toMatchObject({ ok: true });
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  function call(method: string, args: object, actor: Actor = { kind: "anonymous" }): Promise<EngineReply> {
    return new Promise((answer) => {
      engine.call({
        actor,
        method,
        argsText: JSON.stringify(args),
        address: "",
        answer,
      });
    });
  }

  const cases = {
    "a code for a new account": (email: string) => call("account.sendCode", { email, purpose: "register" }),
    "a code for a new password": (email: string) => call("account.sendCode", { email, purpose: "reset" }),
    "a wrong code for a new password": (email: string) =>
      call("account.resetPassword", { email, code: "000000", newPassword: "correct horse" }),
    "a wrong code for a new account": (email: string) =>
      call("account.register", { username: "taker", password: "correct horse", email, code: "000000" }),
    "a wrong password": (email: string) =>
      call("account.login", { username: email, password: "wrong horse" }),
    "a search for an address its owner does not show": (email: string) =>
      call("user.search", { query: email }, seeker),
  };

  for (const [name, ask] of Object.entries(cases)) {
    test(`[ACC-3] [ACC-25] [PROF-22] ${name}: the same answer, the same hashing, and in 2,000 calls no time of its own`, async () => {
      const answers = [];
      for (const email of [known, unknown]) {
        // Tries are counted, so each address begins with a code.
        await cases["a code for a new password"](email);
        await cases["a code for a new account"](email);
        work.length = 0;
        const reply = await ask(email);
        answers.push({ reply: JSON.stringify(reply), work: work.join() });
      }
      expect(failures).toEqual([]);
      expect(answers[0]).toEqual(answers[1] as (typeof answers)[0]);

      const timesUs: Record<string, number[]> = { [known]: [], [unknown]: [] };
      for (let index = 0; index < 2_000; index += 1) {
        const email = index % 2 === 0 ? known : unknown;
        const startedAt = performance.now();
        await ask(email);
        timesUs[email]?.push((performance.now() - startedAt) * 1_000);
      }
      const [ofKnown, ofUnknown] = [middleMean(timesUs[known] ?? []), middleMean(timesUs[unknown] ?? [])];
      // Far below what a network hides: means of a thousand calls each differ by less than 30 us or a tenth.
      expect(Math.abs(ofKnown - ofUnknown)).toBeLessThan(Math.max(30, 0.1 * ofUnknown));
    }, 60_000);
  }
});

/** The mean without the slowest fifth, which is other work of the machine. */
function middleMean(values: readonly number[]): number {
  const kept = values.toSorted((left, right) => left - right).slice(0, Math.floor(values.length * 0.8));
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}
