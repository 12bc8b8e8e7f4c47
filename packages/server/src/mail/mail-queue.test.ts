import { describe, expect, test } from "bun:test";
import type { Mail } from "../engine/ports/mail.ts";
import { createMailQueue, type MailOutcome, RefusedMail } from "./mail-queue.ts";

const mail = (to: string, usefulUntil = Number.MAX_SAFE_INTEGER): Mail => ({
  to,
  language: "en",
  content: { kind: "password_changed", username: "ann" },
  usefulUntil,
});

/** A queue whose attempts and pauses the test ends itself. */
function setUp() {
  let now = 0;
  const attempts: { to: string; end(error?: Error): Promise<void> }[] = [];
  const pauses: { ms: number; done(): void }[] = [];
  const failures: boolean[] = [];
  const settled: string[] = [];
  const queue = createMailQueue({
    deliver: ({ to }) =>
      new Promise((resolve, reject) => {
        attempts.push({
          to,
          async end(error) {
            if (error === undefined) resolve();
            else reject(error);
            // What the queue then does, it does in the microtasks of this turn.
            await new Promise((next) => setImmediate(next));
          },
        });
      }),
    now: () => now,
    wait(ms, done) {
      pauses.push({
        ms,
        done() {
          now += ms;
          done();
        },
      });
    },
    onFailure: (_error, willRetry) => failures.push(willRetry),
  });
  const add = (one: Mail) => queue.add(one, (outcome: MailOutcome) => settled.push(`${one.to} ${outcome}`));
  return { add, attempts, pauses, failures, settled };
}

describe("the queue of mails", () => {
  test("[ACC-27] [INV-24] a server that never answers holds four attempts, and the others wait", async () => {
    const { add, attempts, settled } = setUp();
    for (let index = 0; index < 50; index += 1) add(mail(`${index}@x.test`));
    expect(attempts.map(({ to }) => to)).toEqual(["0@x.test", "1@x.test", "2@x.test", "3@x.test"]);
    await attempts[2]?.end();
    expect(settled).toEqual(["2@x.test sent"]);
    expect(attempts.map(({ to }) => to).slice(4)).toEqual(["4@x.test"]);
  });

  test("[ACC-27] a failed mail is tried again after growing pauses, five times in all", async () => {
    const { add, attempts, pauses, failures, settled } = setUp();
    add(mail("a@x.test"));
    for (let index = 0; index < 4; index += 1) {
      await attempts.at(-1)?.end(new Error("no connection"));
      pauses.at(-1)?.done();
    }
    await attempts.at(-1)?.end(new Error("no connection"));
    expect(pauses.map(({ ms }) => ms)).toEqual([2_000, 10_000, 60_000, 300_000]);
    expect(failures).toEqual([true, true, true, true, false]);
    expect(attempts).toHaveLength(5);
    expect(settled).toEqual(["a@x.test given_up"]);
  });

  test("[ACC-27] a mail that was refused is not tried again, and one nobody needs any more not at all", async () => {
    const { add, attempts, pauses, settled } = setUp();
    add(mail("a@x.test", 1_000));
    await attempts[0]?.end(new Error("no connection"));
    pauses[0]?.done();
    expect(settled).toEqual(["a@x.test too_late"]);
    add(mail("b@x.test"));
    await attempts[1]?.end(new RefusedMail(new Error("no such mailbox")));
    expect(settled).toEqual(["a@x.test too_late", "b@x.test refused"]);
    expect(attempts).toHaveLength(2);
  });
});
