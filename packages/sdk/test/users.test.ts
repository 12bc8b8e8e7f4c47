import { expect, test } from "bun:test";
import { ParleyError } from "@parley/protocol/errors";
import type { Call } from "../src/calls.ts";
import { Users } from "../src/state/users.ts";
import { fakeUser } from "./support/fake-server.ts";
import { until } from "./support/until.ts";

/** Profiles from a server that fails as told, on a clock whose timers run when they are told to. */
function usersWith(failures: ParleyError[]) {
  const asked: number[][] = [];
  const timers: { run: () => void; afterMs: number }[] = [];
  const cancelled: unknown[] = [];
  const waiters: (() => void)[] = [];
  const call = async (_: string, { userIds }: { userIds: number[] }) => {
    asked.push(userIds);
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    return { users: userIds.map(fakeUser) };
  };
  const setTimer = (run: () => void, afterMs: number) => {
    const timer = { run, afterMs };
    timers.push(timer);
    waiters.shift()?.();
    return timer;
  };
  const clearTimer = (timer: unknown) => void cancelled.push(timer);
  const users = new Users(call as unknown as Call, { setTimer, clearTimer, random: () => 0.5 });
  /** Resolves when the next timer is set. */
  const nextTimer = () => new Promise<void>((resolve) => waiters.push(resolve));
  return { users, asked, timers, cancelled, nextTimer };
}

test("profiles the server failed to answer are asked for again after a growing wait, looked at or not", async () => {
  const { users, asked, timers, nextTimer } = usersWith([
    new ParleyError("unavailable"),
    new ParleyError("busy", { retryAfterMs: 7_000 }),
  ]);
  expect(users.get(2)).toBeNull();
  await nextTimer();
  users.get(2);
  users.get(3);
  await nextTimer();
  expect(timers.map(({ afterMs }) => afterMs)).toEqual([250, 7_500]);
  timers[1]?.run();
  await until(users.all, (all) => all.has(2) && all.has(3));
  expect(asked).toEqual([[2], [2, 3], [2, 3]]);
});

test("profiles that cannot be had are asked for again only when they are looked at", async () => {
  const { users, asked, timers } = usersWith([new ParleyError("forbidden")]);
  users.get(2);
  // The answer comes in order: when that of the next is here, the failure was taken.
  await Promise.resolve();
  users.get(3);
  await until(users.all, (all) => all.has(3));
  expect(asked).toEqual([[2], [3]]);
  users.get(2);
  await until(users.all, (all) => all.has(2));
  expect(asked).toEqual([[2], [3], [2]]);
  expect(timers).toHaveLength(0);
});

test("whoever forgets all profiles waits for none of them", async () => {
  const { users, timers, cancelled, nextTimer } = usersWith([new ParleyError("unavailable")]);
  users.get(2);
  await nextTimer();
  users.clear();
  expect(cancelled).toContain(timers[0]);
});

test("[PROF-6] people known from before a connection are asked for once more, shown ones at once", async () => {
  const { users, asked } = usersWith([]);
  users.add([fakeUser(2), fakeUser(3), fakeUser(4)]);
  expect(users.get(2)).not.toBeNull();
  users.doubt();
  users.get(6);
  await until(users.all, (all) => all.has(6));
  expect(users.get(3)).toEqual(fakeUser(3));
  users.add([fakeUser(4)]);
  users.get(4);
  users.get(2);
  users.get(5);
  await until(users.all, (all) => all.has(5));
  expect(asked).toEqual([
    [2, 6],
    [3, 5],
  ]);
});
