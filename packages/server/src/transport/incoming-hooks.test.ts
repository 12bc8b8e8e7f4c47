import { expect, test } from "bun:test";
import { incomingHookCall } from "./incoming-hooks.ts";

test("[HOOK-20] the secret of the path joins whatever the body says", () => {
  const argsOf = (body: string, type = "application/json") =>
    incomingHookCall("hooks/abc", type, body)?.argsText ?? "";
  expect(JSON.parse(argsOf('{"text":"hi"}'))).toEqual({ secret: "abc", text: "hi" });
  expect(JSON.parse(argsOf(" { } "))).toEqual({ secret: "abc" });
  expect(JSON.parse(argsOf(""))).toEqual({ secret: "abc" });
  expect(JSON.parse(argsOf('down "now"', "text/plain; charset=utf-8"))).toEqual({
    secret: "abc",
    text: 'down "now"',
  });
  expect(argsOf("[1]")).toBe("[1]");
  expect(() => JSON.parse(argsOf('{"text":'))).toThrow();
  expect(incomingHookCall("message.send", "", "{}")).toBeNull();
});
