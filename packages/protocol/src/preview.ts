/** What a message says in one line of plain text, the same for inboxes, notifications, quotes and mails. Pure. */
import { clientLimits } from "./client-limits.ts";
import type { Content, MessageContent } from "./model/content.ts";
import { plainText, textTree } from "./text-tree.ts";

interface PreviewWords {
  image(count: number): string;
  readonly voice: string;
  readonly video: string;
  readonly file: string;
  readonly location: string;
  readonly contact: string;
  readonly sticker: string;
  readonly poll: string;
  forward(count: number): string;
  readonly encrypted: string;
  readonly notices: Readonly<Record<Extract<MessageContent, { type: "notice" }>["notice"], string>>;
}

const english: PreviewWords = {
  image: (count) => (count === 1 ? "[Image]" : `[${count} images]`),
  voice: "[Voice]",
  video: "[Video]",
  file: "[File]",
  location: "[Location]",
  contact: "[Contact card]",
  sticker: "[Sticker]",
  poll: "[Poll]",
  forward: (count) => `[${count} messages]`,
  encrypted: "[Encrypted message]",
  notices: { contacts_made: "You are now contacts. Say hello." },
};

const chinese: PreviewWords = {
  image: (count) => (count === 1 ? "[图片]" : `[${count} 张图片]`),
  voice: "[语音]",
  video: "[视频]",
  file: "[文件]",
  location: "[位置]",
  contact: "[名片]",
  sticker: "[表情]",
  poll: "[投票]",
  forward: (count) => `[聊天记录 ${count} 条]`,
  encrypted: "[加密消息]",
  notices: { contacts_made: "我们已经是好友了，可以开始聊天了" },
};

/**
 * At most `previewCharsMax` characters without a line break; empty of what was recalled. `language` is a BCP 47 tag;
 * English where there are no words in it. Of a content on its way the server has added nothing yet.
 */
export function previewOf(content: MessageContent | Content | null, language: string): string {
  if (content === null) return "";
  const words = language.toLowerCase().startsWith("zh") ? chinese : english;
  // What is far behind the end need not be looked at.
  const line = wordsOf(content, words)
    .slice(0, clientLimits.previewCharsMax * 4)
    .replaceAll(/\s+/g, " ")
    .trim();
  const characters = [...line];
  if (characters.length <= clientLimits.previewCharsMax) return line;
  return `${characters.slice(0, clientLimits.previewCharsMax - 1).join("")}…`;
}

function wordsOf(content: MessageContent | Content, words: PreviewWords): string {
  switch (content.type) {
    case "text":
      return content.format === undefined ? content.text : plainText(textTree(content));
    case "image":
      return joined(words.image(content.images.length), content.text);
    case "voice":
      return joined(words.voice, lengthOf(content.durationMs));
    case "video":
      return joined(words.video, content.text ?? lengthOf(content.durationMs));
    case "file":
      return joined(words.file, "name" in content ? content.name : undefined, content.text);
    case "location":
      return joined(words.location, content.name ?? content.address);
    case "contact":
      return words.contact;
    case "sticker":
      return ("emoji" in content ? content.emoji : undefined) ?? words.sticker;
    case "custom":
      return content.fallback;
    case "stream":
      return "…";
    case "poll":
      return joined(words.poll, content.question);
    case "forward":
      return joined(words.forward(content.count), content.title);
    case "encrypted":
      return words.encrypted;
    case "notice":
      // A newer server may say what this program does not know.
      return words.notices[content.notice] ?? content.text;
  }
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(" ");
}

/** Minutes and seconds. */
function lengthOf(durationMs: number | undefined): string | undefined {
  if (durationMs === undefined) return undefined;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
