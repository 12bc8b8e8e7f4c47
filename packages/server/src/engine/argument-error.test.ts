import { expect, test } from "bun:test";
import type { MethodName } from "@parley/protocol";
import { checkArguments } from "./arguments.ts";

const id = "01890a5d-ac96-774b-bcce-b302099a8057";
const send = (content: unknown) => ["message.send", { conversationId: 1, id, content }] as const;
const login = (device: object) => ["account.login", { username: "x", password: "y", device }] as const;

const refused: readonly (readonly [readonly [MethodName, object], string])[] = [
  [send({ type: "image", images: 3 }), "/content/images must be array."],
  [send({ type: "voice" }), "/content/mediaId is missing."],
  [send({ type: "text", text: "" }), "/content/text must not have fewer than 1 characters."],
  [send("text"), "/content must be object."],
  [login({ id, platform: "toaster" }), '/device/platform must be "web" or "ios" or "android"'],
  [login({ platform: "web" }), "/device/id is missing."],
  [["complaint.create", { target: { kind: "message" }, reason: "x" }], "/target/conversationId is missing."],
  [["contact.answer", { requestId: 1, answer: "yes" }], '/answer must be "accept" or "refuse" or "ignore".'],
  [
    ["group.update", { conversationId: 1, settings: { retentionMs: 1 } }],
    "/settings/retentionMs must be >= ",
  ],
];

test("[CALL-3] a refusal of arguments tells of the shape that was meant, and what else could be said", () => {
  for (const [[method, args], message] of refused) {
    expect(() => checkArguments(method, JSON.stringify(args))).toThrow(message);
  }
  const [method, args] = send({ type: "nope" });
  expect(() => checkArguments(method, JSON.stringify(args))).toThrow(
    /^\/content\/type must be "text" or "image" or .*"encrypted"\.$/,
  );
});
