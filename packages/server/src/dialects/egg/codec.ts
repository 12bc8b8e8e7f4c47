/** Messages as the contract writes them, and what is theirs and ours: `type`, `data` and `options` against contents. */
import {
  type Content,
  limits,
  type Media,
  type MessageContent,
  ParleyError,
  previewOf,
} from "@parley/protocol";
import { derivedId } from "../derived-id.ts";

/** What a message says, as a client spelled it or as it is spelled for one. */
export interface Spelling {
  readonly type: string;
  /** Of people text, mostly JSON of the three keys; of the system the three keys themselves. */
  readonly data: string | DataKeys;
  readonly options: unknown;
}

export interface DataKeys {
  readonly data: unknown;
  readonly dataType: string | false;
  readonly otherData: unknown;
}

/** What is sent: a content for every client, and beside it the spelling where the content alone does not tell it. */
export interface Sending {
  readonly content: Content;
  readonly clientNote?: string;
}

export const noticeType = "systemNotice";
export const welcome = "欢迎您访问我们的系统！";
export const guestHint = "欢迎您，登录可以获取更多功能！";
const customKind = "egg.message";
/** Of a custom content: what is longer is refused as any other is. */
const fallbackCharsMax = 200;

export function keysOf(text: string, dataType: string | false = false, otherData: unknown = null) {
  return { data: text, dataType, otherData } satisfies DataKeys;
}

export function failFrame(data: string, msg = "fail"): string {
  return JSON.stringify({ msg, data });
}

export function systemFrame(data: string, timestamp: number): string {
  return JSON.stringify({ type: "system", data, timestamp });
}

/** Single and group messages and notices alike. */
export function chatFrame(message: object, timestamp: number): string {
  return JSON.stringify({ type: "singleChat", data: message, timestamp });
}

/** `options` are JSON text, URI-encoded: null where they do not parse. */
export function readOptions(text: string | null): unknown {
  if (text === null) return {};
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof URIError || error instanceof RangeError) return null;
    throw error;
  }
}

/** `media` are the own files that `data` names. @throws payload_too_large */
export function sendingOf(spelling: Spelling & { readonly data: string }, media: readonly Media[]): Sending {
  const content = contentOf(spelling, media);
  if (content.type === "custom") return { content };
  const { data, options } = spellingOf(content, null);
  if (spelling.type === content.type && spelling.data === data && isSame(options, spelling.options)) {
    return { content };
  }
  const clientNote = JSON.stringify({ egg: spelling });
  if (clientNote.length > limits.clientNoteCharsMax) throw new ParleyError("payload_too_large");
  return { content, clientNote };
}

function contentOf(spelling: Spelling & { readonly data: string }, media: readonly Media[]): Content {
  const { data, type } = spelling;
  const text = textOf(data);
  // What the inner text names is the message; what stands beside it goes with it.
  const main = media.find(({ id }) => text.includes(id)) ?? media[0];
  if (main !== undefined) {
    return mediaContent(
      main,
      media.filter((other) => other !== main && other.kind === "image"),
    );
  }
  if (type === "text" && text.trim() !== "") return { type: "text", text };
  const fallback = text.trim() === "" ? "[消息]" : text.trim();
  return {
    type: "custom",
    kind: customKind,
    data: spelling,
    fallback: type === "iconMenus" || type === "text" ? fallback.slice(0, fallbackCharsMax) : `[${type}]`,
  };
}

/** A picture beside a film is its cover. */
function mediaContent({ id, kind }: Media, pictures: readonly Media[]): Content {
  const [cover] = pictures;
  if (kind === "image") return { type: "image", images: [{ mediaId: id }, ...pictures.map(shown)] };
  if (kind === "video" && cover !== undefined) return { type: kind, mediaId: id, posterId: cover.id };
  return { type: kind, mediaId: id };
}

function shown({ id }: Media): { mediaId: string } {
  return { mediaId: id };
}

/** What is to be read of `data`: its inner text, or all of it where it is no JSON of the three keys. */
function textOf(data: string): string {
  const inner = readKeys(data)?.data;
  return typeof inner === "string" ? inner : data;
}

function readKeys(data: string): Partial<DataKeys> | null {
  if (!data.trimStart().startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

const mediaTypes = {
  image: "image",
  voice: "audio",
  video: "video",
  file: "file",
  sticker: "image",
} as const;

/** `url` is where a file of it can be had. */
export function spellingOf(content: MessageContent | Content, url: string | null): Spelling {
  const options = {};
  switch (content.type) {
    case "image":
    case "voice":
    case "video":
    case "sticker":
    case "file": {
      const type = mediaTypes[content.type];
      const other = content.type === "file" && "name" in content ? { name: content.name } : null;
      return { type, data: JSON.stringify(keysOf(url ?? "", type, other)), options };
    }
    case "custom": {
      const own = content.kind === customKind ? readSpelling(content.data) : null;
      return own ?? { type: "text", data: JSON.stringify(keysOf(content.fallback)), options };
    }
    default: {
      const text = content.type === "text" ? content.text : previewOf(content, "zh-CN");
      return { type: "text", data: JSON.stringify(keysOf(text)), options };
    }
  }
}

/** As its sender's client spelled it; null where none did, or where the content says something else by now. */
export function ownSpelling(content: MessageContent, clientNote: string | undefined): Spelling | null {
  if (clientNote === undefined) return null;
  const spelling = readSpelling((readKeys(clientNote) as { egg?: unknown } | null)?.egg);
  if (spelling === null) return null;
  return content.type === "text" && textOf(spelling.data) !== content.text ? null : spelling;
}

/** What anybody may have sent: nobody speaks for the system. */
function readSpelling(value: unknown): (Spelling & { readonly data: string }) | null {
  if (typeof value !== "object" || value === null) return null;
  const { data, options = null, type } = value as Record<string, unknown>;
  if (typeof data !== "string" || typeof type !== "string" || type === noticeType) return null;
  return { type, data, options };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The id of a notice that the log tells by another event: the same whenever it is told. */
export function noticeId(conversationId: number, rev: number): string {
  return versionFour(derivedId(`egg notice ${conversationId} ${rev}`));
}

/** The id of what a message says besides its first picture or file. */
export function partId(id: string, index: number): string {
  return index === 0 ? id : versionFour(derivedId(`egg part ${id} ${index}`));
}

/** A new id in the contract's version. */
export function versionFour(id: string): string {
  return `${id.slice(0, 14)}4${id.slice(15)}`;
}
