import { describe, expect, test } from "bun:test";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { helloParams } from "../src/frames.ts";
import { limits } from "../src/limits.ts";
import { type MethodName, methods } from "../src/methods.ts";
import { nickname, password, username } from "../src/model/user.ts";

const messageId = "01890a5d-ac96-774b-bcce-b302099a8057";
const deviceId = "2b1f6a52-7b7a-4a7b-9a6e-0a3d2c4b5f60";

function accepts(schema: TSchema, value: unknown): boolean {
  return Compile(schema).Check(value);
}

function acceptsArguments(name: MethodName, value: unknown): boolean {
  return accepts(methods[name].params, value);
}

/** The longest text that is accepted has `max` characters, the shortest `min`. */
function expectTextBounds(check: (text: string) => boolean, min: number, max: number, letter: string): void {
  expect(check(letter.repeat(max))).toBe(true);
  expect(check(letter.repeat(max + 1))).toBe(false);
  expect(check(letter.repeat(min))).toBe(true);
  expect(check(letter.repeat(min - 1))).toBe(false);
}

describe("names and passwords", () => {
  test.each([
    "张三李",
    "玛丽亚",
    "이순신",
    "たなか",
    "mary_1",
    "Ünal",
    "用户2026",
    "नमस्ते",
    "ที่นี่",
    "தமிழ்",
    "e\u0301cole",
  ])("[ACC-1] %s is a username", (name) => {
    expect(accepts(username, name)).toBe(true);
  });

  test.each([
    "a b c",
    "tom!",
    "a-b-c",
    "me@home",
    "😀😀😀",
    "abc\u200b",
    "",
    "\u0301abc",
    "ﾞabc",
    "ann\ufe0f",
    "ㅤㅤㅤ",
  ])("[ACC-1] %j is no username", (name) => {
    expect(accepts(username, name)).toBe(false);
  });

  test.each(["a", "名", "𠮷"])("[ACC-1] a username of %s has 3-32 characters, not code units", (letter) => {
    expectTextBounds(
      (text) => accepts(username, text),
      limits.usernameCharsMin,
      limits.usernameCharsMax,
      letter,
    );
  });

  test("[ACC-2] a password has 8-128 characters of any kind", () => {
    expectTextBounds(
      (text) => accepts(password, text),
      limits.passwordCharsMin,
      limits.passwordCharsMax,
      "密",
    );
  });

  test("a nickname has 1-50 characters and is not only blanks", () => {
    expectTextBounds((text) => accepts(nickname, text), 1, limits.nicknameCharsMax, "名");
    expect(accepts(nickname, "   ")).toBe(false);
  });
});

describe("messages", () => {
  const send = (content: unknown, id: unknown = messageId) =>
    acceptsArguments("message.send", { conversationId: 1, id, content });

  test("[MSG-5] a text has 1-8,000 characters", () => {
    expectTextBounds((text) => send({ type: "text", text }), 1, limits.textCharsMax, "字");
  });

  test("[MSG-5] a text of blanks alone is refused", () => {
    expect(send({ type: "text", text: " \n\t　" })).toBe(false);
    expect(send({ type: "text", text: " \n." })).toBe(true);
  });

  test("a content of no known type is refused", () => {
    expect(send({ type: "hologram", text: "hi" })).toBe(false);
    expect(send(null)).toBe(false);
  });

  test.each(["", "1", messageId.toUpperCase(), `${messageId} `, messageId.replace("-7", "-9"), 7])(
    "a message id must be a UUID in lower case, not %j",
    (id) => {
      expect(send({ type: "text", text: "hi" }, id)).toBe(false);
    },
  );

  test("[CALL-3] unknown arguments are accepted, missing and wrong ones are not", () => {
    const good = { conversationId: 1, id: messageId, content: { type: "text", text: "hi" } };
    expect(acceptsArguments("message.send", { ...good, colour: "red" })).toBe(true);
    for (const key of Object.keys(good)) {
      expect(acceptsArguments("message.send", { ...good, [key]: undefined })).toBe(false);
      expect(acceptsArguments("message.send", { ...good, [key]: [] })).toBe(false);
    }
  });
});

describe("numbers and lists", () => {
  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1, "1", null])(
    "[CALL-5] %p is no conversation id",
    (conversationId) => {
      expect(acceptsArguments("member.list", { conversationId })).toBe(false);
    },
  );

  test.each([
    ["message.list", limits.messagePageMax, { conversationId: 1 }],
    ["sync.range", limits.eventPageMax, { conversationId: 1, afterRev: 0 }],
    ["inbox.list", limits.inboxPageMax, {}],
    ["member.list", limits.memberPageMax, { conversationId: 1 }],
    ["user.search", limits.searchResultsMax, { query: "a" }],
  ] as const)("%s accepts a limit of 1 to %i", (name, max, rest) => {
    for (const [limit, isAccepted] of [
      [1, true],
      [max, true],
      [max + 1, false],
      [0, false],
    ] as const) {
      expect(acceptsArguments(name, { ...rest, limit })).toBe(isAccepted);
    }
  });

  test.each([
    ["presence.watch", "userIds", limits.presenceWatchMax],
    ["user.list", "userIds", limits.userListMax],
    ["group.create", "memberIds", limits.groupCreateMembersMax],
  ] as const)("%s accepts at most its limit of %s", (name, field, max) => {
    const ids = Array.from({ length: max + 1 }, (_, index) => index + 1);
    expect(acceptsArguments(name, { [field]: ids.slice(0, max) })).toBe(true);
    expect(acceptsArguments(name, { [field]: ids })).toBe(false);
  });

  test("[CONV-2] a group's name has at most 50 characters and is not only blanks", () => {
    const create = (name: string) => acceptsArguments("group.create", { name, memberIds: [] });
    expectTextBounds(create, 1, limits.groupNameCharsMax, "组");
    expect(create("  ")).toBe(false);
  });
});

describe("hello", () => {
  test("[CON-2] a token has at most its limit of bytes and a device an id", () => {
    const hello = { token: "t".repeat(limits.tokenBytesMax), protocol: 1, device: { id: deviceId } };
    expect(accepts(helloParams, hello)).toBe(true);
    expect(accepts(helloParams, { ...hello, token: `${hello.token}t` })).toBe(false);
    expect(accepts(helloParams, { ...hello, device: { id: "phone" } })).toBe(false);
    expect(accepts(helloParams, { ...hello, protocol: 0 })).toBe(false);
  });
});

test("every operation is named noun first, has a summary, and lists each error once", () => {
  for (const [name, method] of Object.entries(methods)) {
    expect(method.name).toBe(name as MethodName);
    expect(name).toMatch(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*){1,2}$/);
    expect(method.summary).toMatch(/^[A-Z].*\.$/);
    expect(new Set(method.errors).size).toBe(method.errors.length);
    expect(method.rate.burst).toBeLessThanOrEqual(method.rate.perMinute);
  }
});
