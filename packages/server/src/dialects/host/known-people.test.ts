import { expect, test } from "bun:test";
import type { Caller } from "../dialect.ts";
import { createKnownPeople } from "./known-people.ts";

const clock = { now: () => 0, elapsedMs: () => 0 };
const as = (userId: number, role: "user" | "guest"): Caller => ({
  actor: { kind: "user", userId, role, sessionId: "s" },
  address: "",
});

test("[GUE-6] whom a guest may not know is known to others, and asked for once by all of them", async () => {
  let asked = 0;
  const call = async ({ actor }: Caller) => {
    asked += 1;
    return { users: actor.kind === "user" && actor.role === "guest" ? [] : [{ id: 7, nickname: "Ann" }] };
  };
  let tell: (changed: { userId?: number }) => void = () => undefined;
  const people = createKnownPeople(clock, call as never, (listener) => {
    tell = listener;
  });
  expect(await people.userOf(as(1, "guest"), 7)).toBeNull();
  expect(await people.userOf(as(2, "user"), 7)).toMatchObject({ nickname: "Ann" });
  expect(await people.userOf(as(3, "user"), 7)).toMatchObject({ nickname: "Ann" });
  expect(asked).toBe(2);
  tell({ userId: 7 });
  await people.userOf(as(2, "user"), 7);
  expect([asked, await people.userOf(as(2, "user"), 0)]).toEqual([3, null]);
});
