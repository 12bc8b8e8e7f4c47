import { expect, jest, test } from "bun:test";
import { createIndexClient, type FromIndexThread, type ToIndexThread } from "./index-client.ts";

class FakeThread {
  readonly told: ToIndexThread[] = [];
  isEnded = false;
  onmessage: (event: { data: FromIndexThread }) => void = () => undefined;

  postMessage(task: ToIndexThread): void {
    this.told.push(task);
  }

  terminate(): void {
    this.isEnded = true;
  }
}

function setUp() {
  jest.useFakeTimers();
  const threads: FakeThread[] = [];
  const failures: string[] = [];
  const client = createIndexClient({
    startThread() {
      const thread = new FakeThread();
      threads.push(thread);
      return thread as unknown as Worker;
    },
    onFailure: (reason) => failures.push(reason),
  });
  const answer = (data: FromIndexThread) => threads.at(-1)?.onmessage({ data });
  return { client, threads, failures, answer };
}

test("[SRCH-8] many nudges are one round, and what comes during it is another", () => {
  const { client, threads, answer } = setUp();
  for (let count = 0; count < 100; count += 1) client.nudge();
  jest.advanceTimersByTime(1_000);
  expect(threads[0]?.told).toEqual(["index"]);
  client.nudge();
  client.nudge();
  jest.advanceTimersByTime(1_000);
  expect(threads[0]?.told).toEqual(["index"]);
  answer({ type: "done" });
  jest.advanceTimersByTime(1_000);
  expect(threads[0]?.told).toEqual(["index", "index"]);
  jest.useRealTimers();
});

test("[SRCH-8] a thread that fails is told, ended, and another one goes on after a while", () => {
  const { client, threads, failures, answer } = setUp();
  client.nudge();
  jest.advanceTimersByTime(1_000);
  answer({ type: "failed", reason: "the disk" });
  expect([failures, threads[0]?.isEnded]).toEqual([["the disk"], true]);
  jest.advanceTimersByTime(10_000);
  expect(threads[1]?.told).toEqual(["index"]);
  jest.useRealTimers();
});

test("an idle thread gives its memory back, and a stop waits for its close", async () => {
  const { client, threads, answer } = setUp();
  client.nudge();
  jest.advanceTimersByTime(1_000);
  answer({ type: "done" });
  jest.advanceTimersByTime(60_000);
  expect(threads[0]?.isEnded).toBe(true);
  client.nudge();
  jest.advanceTimersByTime(1_000);
  answer({ type: "done" });
  const stopped = client.stop();
  expect(threads[1]?.told).toEqual(["index", "close"]);
  answer({ type: "done" });
  await stopped;
  expect(threads[1]?.isEnded).toBe(true);
  jest.useRealTimers();
});
