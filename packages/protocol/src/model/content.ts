/**
 * What a message says. Every kind is one member of two unions, told apart by `type`: what a person can send, and what is
 * read, which has what the server knows besides. A kind that is missing in a table of either does not compile.
 */
import { type Static, Type } from "typebox";
import {
  contactContent,
  customContent,
  encryptedContent,
  locationContent,
} from "./contents/card-contents.ts";
import { forwardContent } from "./contents/forward-content.ts";
import {
  fileContent,
  imageContent,
  readFileContent,
  readImageContent,
  readVideoContent,
  readVoiceContent,
  videoContent,
  voiceContent,
} from "./contents/media-contents.ts";
import { noticeContent } from "./contents/notice-content.ts";
import { pollContent } from "./contents/poll-content.ts";
import { readStickerContent, stickerContent } from "./contents/sticker-content.ts";
import { streamContent } from "./contents/stream-content.ts";
import { readTextContent, textContent } from "./contents/text-content.ts";

/** By kind, what a person can send. */
export const sentContents = {
  text: textContent,
  image: imageContent,
  voice: voiceContent,
  video: videoContent,
  file: fileContent,
  location: locationContent,
  contact: contactContent,
  sticker: stickerContent,
  poll: pollContent,
  stream: streamContent,
  custom: customContent,
  encrypted: encryptedContent,
} as const;

/** What a person can send. */
export const content = Type.Union([
  textContent,
  imageContent,
  voiceContent,
  videoContent,
  fileContent,
  locationContent,
  contactContent,
  stickerContent,
  pollContent,
  streamContent,
  customContent,
  encryptedContent,
]);
export type Content = Static<typeof content>;

const readContents = [
  readTextContent,
  readImageContent,
  readVoiceContent,
  readVideoContent,
  readFileContent,
  locationContent,
  contactContent,
  readStickerContent,
  pollContent,
  streamContent,
  customContent,
  encryptedContent,
  forwardContent,
  noticeContent,
] as const;

/** What a message may hold when it is read. */
export const messageContent = Type.Union([...readContents]);
export type MessageContent = Static<typeof messageContent>;

/** Null of one that says nothing any more. */
export const messageContentOrNull = Type.Union([...readContents, Type.Null()], {
  description: "Null when recalled.",
});
