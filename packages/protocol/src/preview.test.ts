import { expect, test } from "bun:test";
import { limits } from "./limits.ts";
import type { MessageContent } from "./model/content.ts";
import { previewOf } from "./preview.ts";

const file = { mediaId: "0".repeat(32), bytes: 3, mediaType: "image/png" };
const sticker = {
  ...{ type: "sticker" as const, packId: "0".repeat(32), stickerId: "0".repeat(32) },
  ...{ ...file, width: 3, height: 2 },
};
const kinds: readonly (readonly [MessageContent | null, string, string])[] = [
  [null, "", ""],
  [{ type: "text", text: " two\n\tlines " }, "two lines", "two lines"],
  [{ type: "image", images: [file] }, "[Image]", "[图片]"],
  [{ type: "image", images: [file, file], text: "us" }, "[2 images] us", "[2 张图片] us"],
  [{ type: "voice", ...file, durationMs: 65_400 }, "[Voice] 1:05", "[语音] 1:05"],
  [{ type: "video", ...file }, "[Video]", "[视频]"],
  [{ type: "video", ...file, durationMs: 900, text: "see" }, "[Video] see", "[视频] see"],
  [{ type: "file", ...file, name: "a.pdf" }, "[File] a.pdf", "[文件] a.pdf"],
  [{ type: "location", latitude: 1, longitude: 2 }, "[Location]", "[位置]"],
  [{ type: "location", latitude: 1, longitude: 2, name: "Bund" }, "[Location] Bund", "[位置] Bund"],
  [{ type: "contact", userId: 7 }, "[Contact card]", "[名片]"],
  [{ ...sticker, emoji: "🐱" }, "🐱", "🐱"],
  [sticker, "[Sticker]", "[表情]"],
  [{ type: "custom", kind: "a.b", data: 1, fallback: "An order" }, "An order", "An order"],
  [
    { type: "forward", count: 3, title: "Ann and Bob" },
    "[3 messages] Ann and Bob",
    "[聊天记录 3 条] Ann and Bob",
  ],
  [{ type: "poll", question: "Tea?", options: ["a", "b"] }, "[Poll] Tea?", "[投票] Tea?"],
  [{ type: "stream" }, "…", "…"],
  [{ type: "encrypted", scheme: "a", payload: "eA==" }, "[Encrypted message]", "[加密消息]"],
];

test("[CNT-11] [STK-12] every kind has one line in English and in Chinese", () => {
  for (const [content, english, chinese] of kinds) {
    expect([previewOf(content, "en-GB"), previewOf(content, "zh-CN")]).toEqual([english, chinese]);
    expect(previewOf(content, "fr")).toBe(english);
  }
});

test("[CNT-11] a line ends after so many characters, whole ones", () => {
  const most = "𠀀".repeat(limits.previewCharsMax);
  expect(previewOf({ type: "text", text: most }, "en")).toBe(most);
  const more = previewOf({ type: "text", text: `${most}!` }, "en");
  expect([[...more].length, more.isWellFormed(), more.at(-1)]).toEqual([limits.previewCharsMax, true, "…"]);
  expect(previewOf({ type: "text", text: "好".repeat(8_000) }, "en").isWellFormed()).toBe(true);
});
