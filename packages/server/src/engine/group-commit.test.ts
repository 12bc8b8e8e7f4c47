import { describe, expect, test } from "bun:test";
import { createGroupCommit, queuedJobsMax } from "./group-commit.ts";
import type { CommittedBatch } from "./ports/committed.ts";
import type { JobOutcome, Store, WriteJob } from "./ports/store.ts";

const message = { conversationId: 1, senderId: 1, id: "m", sentAt: 1, body: "{}", digest: 1 };
const event = { conversationId: 1, rev: 1, text: "{}" };
const sent: JobOutcome = {
  status: "appended",
  outcome: { status: "sent", rev: 1, seq: 1, sentAt: 1, event },
};

const ruled: JobOutcome = { status: "appended", outcome: { status: "ruled" } };
const undecided = () => Promise.reject(new Error("the rules of nobody were asked"));

function setUp(
  commit: (jobs: readonly WriteJob[]) => Promise<JobOutcome[]>,
  { commitsConcurrently = false } = {},
) {
  const told: CommittedBatch[] = [];
  const store: Store = {
    epoch: "e",
    commitsConcurrently,
    commit,
    get reader(): never {
      throw new Error("group commit reads nothing");
    },
    close: async () => undefined,
  };
  const tell = (batch: CommittedBatch) => told.push(batch);
  const commits = createGroupCommit({
    store,
    tell,
    sendMail: () => undefined,
    afterArrivals: (work) => work(),
  });
  const append = () =>
    new Promise<unknown>((resolve) =>
      commits.append(message, undecided, (outcome, error) => resolve(outcome ?? error)),
    );
  return { told, commits, append };
}

describe("group commit", () => {
  test("[INV-24] who asks again in the very turn of the answer is answered too", async () => {
    const { commits } = setUp(async (jobs) => jobs.map(() => sent));
    for (let turns = 0; turns < 8; turns += 1) {
      await new Promise<void>((resolve) => commits.append(message, undecided, () => resolve()));
      for (let turn = 0; turn < turns; turn += 1) await null;
    }
    await commits.drain();
  });

  test("[INV-10] [SYNC-8] [RUN-8] a commit whose answer was lost says so and leaves a gap in the positions, one that failed none", async () => {
    const failed = { status: "failed", error: new Error("lost") } as const;
    const outcomes: JobOutcome[] = [sent, failed, { ...failed, isUncertain: true }, sent];
    const { told, commits, append } = setUp(async () => [outcomes.shift() ?? failed]);
    await append();
    expect(await append()).toBe(failed.error);
    commits.tellPosition();
    expect(await append()).toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("not known whether this was stored"),
    });
    await commits.drain();
    commits.tellPosition();
    await append();
    await commits.drain();
    expect(told.map((batch) => [batch.position, batch.events.length])).toEqual([
      [1, 1],
      [1, 0],
      [2, 0],
      [3, 1],
    ]);
  });

  test("[INV-10] [SYNC-8] once a lost commit is decided another gap lets those look again who looked before", async () => {
    const decided = Promise.withResolvers<void>();
    const lost: JobOutcome = {
      status: "failed",
      error: new Error("lost"),
      isUncertain: true,
      settled: decided.promise,
    };
    const { told, commits } = setUp(async (jobs) => jobs.map(() => lost));
    const done = () => undefined;
    commits.append(message, undecided, done);
    commits.append(message, undecided, done);
    await commits.drain();
    commits.tellPosition();
    decided.resolve();
    await decided.promise;
    commits.tellPosition();
    expect(told.map((batch) => batch.position)).toEqual([1, 2]);
  });

  test("[MSG-4] [INV-06] messages to be decided, and changes after them, go one after the other for each sender", async () => {
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const effects = { events: [], signals: [], endedSessions: [], mails: [] };
    const commit = async (jobs: readonly WriteJob[]): Promise<JobOutcome[]> => {
      const [first] = jobs;
      if (first?.kind === "append") return jobs.map(() => ruled);
      const name = String(await first?.run(undefined as never));
      begun.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      return [{ status: "committed", value: sent.status === "appended" ? sent.outcome : null, effects }];
    };
    const { commits } = setUp(commit, { commitsConcurrently: true });
    const answered: string[] = [];
    const append = (senderId: number, id: string) =>
      commits.append(
        { ...message, senderId, id },
        async () => id as never,
        (outcome) => answered.push(`${id} ${outcome?.status}`),
      );
    append(1, "a1");
    append(2, "b1");
    append(1, "a2");
    commits.transaction(
      1,
      async () => "change of a",
      () => answered.push("change"),
    );
    const steps = [["a1", "b1"], ["a2"], ["change of a"]];
    for (const step of steps) {
      while (begun.length < step.length) await Promise.resolve();
      expect(begun.splice(0)).toEqual(step);
      for (const resolve of ends.splice(0)) resolve();
    }
    await commits.drain();
    expect(answered).toEqual(["a1 sent", "b1 sent", "a2 sent", "change"]);
  });

  test("[MSG-4] [INV-06] beside other commits a change waits for its caller's messages, in the queue or under way, and for nobody else's", async () => {
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const commit = async (jobs: readonly WriteJob[]) => {
      const outcomes: JobOutcome[] = jobs.map((job) =>
        job.kind === "append"
          ? sent
          : {
              status: "committed",
              value: job.run,
              effects: { events: [], signals: [], endedSessions: [], mails: [] },
            },
      );
      begun.push(jobs.map((job) => (job.kind === "append" ? `message ${job.message.id}` : "change")).join());
      await new Promise<void>((resolve) => ends.push(resolve));
      return outcomes;
    };
    const { commits } = setUp(commit, { commitsConcurrently: true });
    const append = (senderId: number, id: string) =>
      commits.append({ ...message, senderId, id }, undecided, () => undefined);
    const change = (userId: number | null) =>
      commits.transaction(
        userId,
        async () => undefined,
        () => undefined,
      );
    const end = async () => {
      for (const resolve of ends.splice(0)) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    };
    append(1, "a");
    await Promise.resolve();
    append(2, "b");
    change(1);
    change(2);
    change(null);
    change(3);
    expect(begun).toEqual(["message a", "change", "change"]);
    await end();
    expect(begun.slice(3)).toEqual(["change", "message b"]);
    await end();
    expect(begun.slice(5)).toEqual(["change"]);
    await end();
    await commits.drain();
  });

  test("a stalled store makes callers over the bound hear at once that the server is busy", async () => {
    const stalled = Promise.withResolvers<void>();
    const { commits, append } = setUp(async (jobs) => {
      await stalled.promise;
      return jobs.map(() => sent);
    });
    const first = append();
    // Lets the first commit begin, so that the queue behind it is empty.
    await Promise.resolve();
    await Promise.resolve();
    const queued = Array.from({ length: queuedJobsMax }, () => append());
    expect(await append()).toMatchObject({ code: "busy", retryAfterMs: expect.any(Number) });
    stalled.resolve();
    const answers = await Promise.all([first, ...queued]);
    expect(answers.every((answer) => answer === (sent.status === "appended" && sent.outcome))).toBe(true);
    await commits.drain();
  });
});
