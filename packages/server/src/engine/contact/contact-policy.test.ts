import { expect, test } from "bun:test";
import type { ContactSettings } from "@parley/protocol";
import { type MessageQuestion, messageRefusal, requestDecision } from "./contact-policy.ts";

const one = { messages: "one", needsFollow: false } as const;
const settings: ContactSettings = { guests: one, strangers: one, addBy: "approval" };
const question: MessageQuestion = {
  senderRole: "user",
  isContact: false,
  isBlocked: false,
  isFollower: false,
  wroteLast: false,
  settings,
};
const strict = { messages: "none", needsFollow: true } as const;
const free = { messages: "unlimited", needsFollow: false } as const;
const followed = { messages: "unlimited", needsFollow: true } as const;

test.each([
  ["a stranger's first", {}, null],
  ["a stranger's second", { wroteLast: true }, "one"],
  ["a contact's second", { isContact: true, wroteLast: true }, null],
  [
    "a contact's, whom a rule would refuse",
    { isContact: true, settings: { ...settings, strangers: strict } },
    null,
  ],
  ["a blocked contact's", { isContact: true, isBlocked: true }, "blocked"],
  ["a blocked stranger's", { isBlocked: true }, "blocked"],
  ["a stranger's where none is taken", { settings: { ...settings, strangers: strict } }, "none"],
  [
    "a guest's where strangers may",
    { senderRole: "guest", settings: { ...settings, guests: strict, strangers: free } },
    "none",
  ],
  [
    "a stranger's where guests may not",
    { wroteLast: true, settings: { ...settings, guests: strict, strangers: free } },
    null,
  ],
  ["one who does not follow", { settings: { ...settings, strangers: followed } }, "follow"],
  [
    "a follower's",
    { isFollower: true, wroteLast: true, settings: { ...settings, strangers: followed } },
    null,
  ],
  ["a bot's second", { senderRole: "bot", wroteLast: true }, "one"],
] as const)("[CONT-31] the message of %s", (_, change, refusal) => {
  expect(messageRefusal({ ...question, ...change })).toBe(refusal);
});

test.each([
  [{ addBy: "anyone" }, undefined, "accept"],
  [{ addBy: "approval" }, undefined, "ask"],
  [{ addBy: "nobody" }, "blue", "refuse"],
  [{ addBy: "question", answer: "Blue" }, " bLUE ", "accept"],
  [{ addBy: "question", answer: "Blue" }, "red", "question"],
  [{ addBy: "question", answer: "Blue" }, undefined, "question"],
  [{ addBy: "question" }, "anything", "question"],
] as const)("[CONT-3] a request to %p with the answer %p", (change, answer, decision) => {
  expect(requestDecision({ ...settings, ...change }, answer)).toBe(decision);
});
