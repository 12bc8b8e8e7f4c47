/** The public surface of the SDK; `test/surface.test.ts` locks it. */
export type {
  Account,
  Contact,
  ContactRequest,
  Content,
  Conversation,
  Folder,
  Head,
  Media,
  MediaKind,
  Message,
  MessageContent,
  MethodName,
  ParamsOf,
  PushBody,
  PushName,
  RecordingKind,
  ResultOf,
  ScheduledMessage,
  SessionEndReason,
  Settings,
  User,
} from "@parley/protocol";
export { type ErrorCode, ParleyError } from "@parley/protocol/errors";
export type * from "./api.ts";
export { type Bot, type BotMessage, type BotOptions, createBot } from "./bot/bot.ts";
export type { Call, CallOptions } from "./calls.ts";
export { createClient } from "./client.ts";
export type { UploadOptions } from "./media/upload.ts";
export type { OutgoingFile } from "./outbox/outbox-state.ts";
export type { Platform } from "./platform/platform.ts";
export type { Storage } from "./storage/storage.ts";
