import { expect, test } from "bun:test";
import { commandOf } from "./command-policy.ts";

test("[BOT-2] a command is at the start of a text, after a slash, in letters, digits and underscores", () => {
  const cases: [string, ReturnType<typeof commandOf>][] = [
    ["/help", { name: "help", username: null }],
    ["/Help me", { name: "help", username: null }],
    ["/remind\nin an hour", { name: "remind", username: null }],
    ["/help@weather_bot now", { name: "help", username: "weather_bot" }],
    [" /help", null],
    ["help", null],
    ["/", null],
    ["/ help", null],
    ["//help", null],
    ["/usr/bin", null],
    ["/help!", null],
    ["/帮助", null],
    ["/help@", null],
    [`/${"x".repeat(32)}`, { name: "x".repeat(32), username: null }],
    [`/${"x".repeat(33)}`, null],
  ];
  for (const [text, command] of cases) expect([text, commandOf(text)]).toEqual([text, command]);
});
