/** Frames of the contract: what they say, and what of it a message is. */
import { type Content, limits, type MessageContent, ParleyError, previewOf } from "@parley/protocol";
import { mediaOfAddress } from "./upload-address.ts";

/** What `Type` says. */
export const targets = { user: 1, group: 2, heartbeat: 3 } as const;
/** What `Media` says. */
export const media = { text: 1, sticker: 2, voice: 3, picture: 4, redPacket: 5, video: 8, card: 9 } as const;

/** Said by nobody, when a socket opens; without a brace, by which clients tell JSON. */
export const welcome = "欢迎进入聊天系统";

/** The kind of a content that names a picture of the clients' own. */
export const stickerKind = "ginchat.sticker";
const redPacketKind = "ginchat.red-packet";

export interface Frame {
  readonly type: number;
  readonly targetId: number;
  /** Empty where the frame does not say. */
  readonly userId: string;
  readonly media: number;
  readonly content: string;
  readonly url: string;
  readonly amount: number;
  /** Every key as it was spelled. */
  readonly raw: string;
}

/** Keys are found however they are spelled, as the contract's own server does. @throws bad_request */
export function readFrame(text: string): Frame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ParleyError("bad_request");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ParleyError("bad_request");
  const keys = new Map(Object.entries(value).map(([key, entry]) => [key.toLowerCase(), entry]));
  const textAt = (key: string) => {
    const entry = keys.get(key);
    return typeof entry === "string" || typeof entry === "number" ? String(entry) : "";
  };
  const numberAt = (key: string) => {
    const number = Number(textAt(key) || Number.NaN);
    return Number.isSafeInteger(number) ? number : 0;
  };
  return {
    type: numberAt("type"),
    targetId: numberAt("targetid"),
    userId: textAt("userid"),
    media: numberAt("media"),
    content: textAt("content"),
    url: textAt("url"),
    amount: numberAt("amount"),
    raw: text,
  };
}

/** @throws invalid_arguments for what says nothing */
export function contentOf(frame: Frame): Content {
  const { amount, content, url } = frame;
  const mediaId = mediaOfAddress(url);
  if (frame.media === media.voice && mediaId !== null) {
    return { type: "voice", mediaId, durationMs: Math.max(0, amount) * 1_000 };
  }
  const caption = content.trim() === "" || content.length > limits.captionCharsMax ? {} : { text: content };
  if (frame.media === media.picture && mediaId !== null) {
    return { type: "image", images: [{ mediaId }], ...caption };
  }
  if (frame.media === media.video && mediaId !== null) return { type: "video", mediaId, ...caption };
  if (frame.media === media.redPacket) {
    return { type: "custom", kind: redPacketKind, data: { content, amount }, fallback: content || "[红包]" };
  }
  if (url !== "") {
    return {
      type: "custom",
      kind: stickerKind,
      data: { media: frame.media, content, url },
      fallback: content || "[表情]",
    };
  }
  if (content.trim() === "") throw new ParleyError("invalid_arguments");
  return { type: "text", text: content };
}

export interface Shown {
  readonly media: number;
  readonly content: string;
  readonly url: string;
  readonly amount: number;
}

/** What a frame says of a content; `address` makes a file's. */
export function shownOf(content: MessageContent, address: (mediaId: string) => string): Shown {
  const shown = { media: media.text, content: "", url: "", amount: 0 };
  switch (content.type) {
    case "text":
      return { ...shown, content: content.text };
    case "image": {
      const [first] = content.images;
      const url = first === undefined ? "" : address(first.mediaId);
      return { ...shown, media: media.picture, content: content.text ?? "", url };
    }
    case "voice": {
      const amount = Math.round((content.durationMs ?? 0) / 1_000);
      return { ...shown, media: media.voice, url: address(content.mediaId), amount };
    }
    case "video":
      return { ...shown, media: media.video, content: content.text ?? "", url: address(content.mediaId) };
    case "sticker": {
      const { emoji = "", mediaId } = content;
      return { ...shown, media: media.sticker, content: emoji, url: address(mediaId) };
    }
    case "file":
      return { ...shown, content: `[文件] ${content.name}`, url: address(content.mediaId) };
    case "custom":
      return { ...shown, ...customShown(content.kind, content.data, content.fallback) };
    default:
      return { ...shown, content: previewOf(content, "zh-CN") };
  }
}

function customShown(kind: string, data: unknown, fallback: string): Partial<Shown> {
  const own = (typeof data === "object" && data !== null ? data : {}) as Readonly<Record<string, unknown>>;
  const [text, url] = [String(own.content ?? ""), String(own.url ?? "")];
  if (kind === stickerKind) return { media: Number(own.media ?? media.sticker), content: text, url };
  if (kind === redPacketKind) {
    return { media: media.redPacket, content: text, amount: Number(own.amount ?? 0) };
  }
  return { content: fallback };
}

export interface Said extends Shown {
  readonly targetId: number;
  readonly type: number;
  readonly userId: number;
  readonly at: number;
}

/** A frame as the contract's clients write it themselves. */
export function frameText({ amount, at, content, media: kind, targetId, type, url, userId }: Said): string {
  return JSON.stringify({
    TargetId: targetId,
    Type: type,
    CreateTime: at,
    userId,
    Media: kind,
    Content: content,
    url,
    amount,
  });
}
