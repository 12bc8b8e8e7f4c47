import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { newThread } from "../new-thread.ts";
import { createPasswords } from "./passwords.ts";

const newPasswords = () => createPasswords(() => newThread("password-thread"));

describe("passwords", () => {
  test("[ACC-2] a hash is argon2id of 19 MiB, 2 passes and 1 lane, another one each time", async () => {
    const passwords = newPasswords();
    const hashes = [await passwords.hash("correct horse"), await passwords.hash("correct horse")];
    for (const hash of hashes) expect(hash).toStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  test("a password is right in whatever form its letters were typed", async () => {
    const passwords = newPasswords();
    const hash = await passwords.hash("pässwörd");
    expect(await passwords.verify("pässwörd".normalize("NFD"), hash)).toBe(true);
    expect(await passwords.verify("passwörd", hash)).toBe(false);
  });

  test("[ACC-2] one runs, 16 wait, and one more is busy at once", async () => {
    const passwords = newPasswords();
    const accepted = Array.from({ length: 17 }, () => passwords.verify("anything", null));
    await expect(passwords.hash("one more")).rejects.toMatchObject({
      code: "busy",
      retryAfterMs: expect.any(Number),
    });
    expect(await Promise.all(accepted)).toEqual(accepted.map(() => false));
    expect(await passwords.hash("room again")).toStartWith("$argon2id$");
  });

  test("[ACC-3] where there is no user the same work is done", async () => {
    const passwords = newPasswords();
    const hash = await passwords.hash("correct horse");
    const fastestMs = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    // In turns and the fastest of several, so that other work of the machine does not count.
    for (let round = 0; round < 6; round += 1) {
      for (const kind of ["known", "unknown"] as const) {
        const startedAt = performance.now();
        expect(await passwords.verify("wrong horse", kind === "known" ? hash : null)).toBe(false);
        fastestMs[kind] = Math.min(fastestMs[kind], performance.now() - startedAt);
      }
    }
    const ratio = fastestMs.unknown / fastestMs.known;
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(3);
  });

  test.if(process.platform === "linux")(
    "[ACC-21] hashing runs at the lowest priority, and nothing else does",
    async () => {
      const passwords = newPasswords();
      await passwords.hash("correct horse");
      const priorities = readdirSync("/proc/self/task").map((task) => {
        const text = readFileSync(`/proc/self/task/${task}/stat`, "utf8");
        return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[16]);
      });
      expect(priorities).toContain(19);
      expect(priorities[0]).toBe(getPriority());
    },
  );

  test("[ACC-2] hashing leaves the event loop free", async () => {
    const passwords = newPasswords();
    let isDone = false;
    const hashing = passwords.hash("correct horse").then(() => {
      isDone = true;
    });
    let turns = 0;
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    await hashing;
    expect(turns).toBeGreaterThan(10);
  });
});
