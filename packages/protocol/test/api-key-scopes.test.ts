import { expect, test } from "bun:test";
import { apiKeyScopes, isApiKeyScope, type MethodName, methods, scopesAllow } from "../src/index.ts";

const names = Object.keys(methods) as MethodName[];
const secureNouns = ["account", "admin", "apiKey", "device", "guest", "oidc", "registrationInvite", "setup"];
const isSecure = (name: string) =>
  [...secureNouns, "signIn", "twoFactor"].includes(name.split(".", 1)[0] ?? "") && name !== "account.me";

test("[DEV-21] a scope opens the operation it names, or all of its noun, and no other", () => {
  expect(scopesAllow(["message.send"], "message.send")).toBe(true);
  expect(scopesAllow(["message.send"], "message.list")).toBe(false);
  expect(scopesAllow(["message"], "message.list")).toBe(true);
  expect(scopesAllow(["mess"], "message.list")).toBe(false);
  expect(scopesAllow(["message.s"], "message.send")).toBe(false);
  expect(scopesAllow(["contact"], "contact.requests.list")).toBe(true);
  expect(scopesAllow(["contact.requests"], "contact.requests.list")).toBe(true);
  expect(scopesAllow(["contact.requests"], "contact.list")).toBe(false);
  expect(scopesAllow(["account.me"], "account.me")).toBe(true);
  expect(scopesAllow(["account", "message"], "account.me")).toBe(false);
  expect(scopesAllow(["message"], "message.fly")).toBe(false);
});

test("[DEV-22] no scope opens what concerns the security of accounts, and every other operation is one", () => {
  const everything = [...apiKeyScopes, ...names, ...secureNouns, "*", ""];
  for (const name of names) {
    expect([name, scopesAllow(everything, name)]).toEqual([name, !isSecure(name)]);
    expect([name, isApiKeyScope(name)]).toEqual([name, !isSecure(name)]);
  }
  for (const noun of secureNouns) expect([noun, isApiKeyScope(noun)]).toEqual([noun, false]);
});
