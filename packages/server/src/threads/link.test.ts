import { expect, test } from "bun:test";
import { anonymous } from "../engine/actor.ts";
import { callFields, packCall, unpackCall } from "./link.ts";

const session = { kind: "user", userId: 7, role: "user", sessionId: "s" } as const;
const plain = { method: "message.send", argsText: '{"a":1}', address: "127.0.0.1" };

test("calls arrive at the other thread as they were given, whoever calls and however many travel together", () => {
  const given = [
    { ...plain, actor: session },
    { ...plain, actor: anonymous },
    { ...plain, actor: { ...session, scopes: ["read", "send"] } },
    { ...plain, actor: anonymous, passwordCharsMin: 3 },
    { ...plain, actor: anonymous, codeTtlMs: 30_000 },
    { ...plain, actor: session, strangerMessages: "unlimited" },
    { ...plain, actor: session, asksNoPassword: true, passwordCharsMin: 1 },
    { ...plain, actor: anonymous, tellsUnknownNames: true },
  ] as const;
  const packed: (string | number)[] = [];
  for (const [reference, call] of given.entries()) packCall(packed, reference, call);
  expect(packed).toHaveLength(given.length * callFields);
  const arrived = given.map((_, index) => unpackCall(packed, index * callFields));
  expect(arrived).toEqual(given.map((call, reference) => ({ reference, ...call })) as never);
});
