/**
 * The shapes that have a name of their own in the documents. A schema that is equal to one of them is replaced by
 * a reference to it, so that a user or a message is described once.
 */
import type { TSchema } from "typebox";
import { errorCodes } from "../errors.ts";
import { contact, contactRequest } from "../model/contact.ts";
import {
  contactContent,
  customContent,
  encryptedContent,
  locationContent,
} from "../model/contents/card-contents.ts";
import { forwardContent } from "../model/contents/forward-content.ts";
import {
  fileContent,
  imageContent,
  readFileContent,
  readImageContent,
  readVideoContent,
  readVoiceContent,
  videoContent,
  voiceContent,
} from "../model/contents/media-contents.ts";
import { noticeContent } from "../model/contents/notice-content.ts";
import { pollContent, pollResult } from "../model/contents/poll-content.ts";
import { streamContent } from "../model/contents/stream-content.ts";
import { readTextContent, textContent } from "../model/contents/text-content.ts";
import { conversation, head, member } from "../model/conversation.ts";
import { message } from "../model/message.ts";
import { device, signedIn, user } from "../model/user.ts";

/** Plain JSON Schema (2020-12), as it stands in the generated documents. */
export type JsonSchema = { readonly [key: string]: unknown };

const errorSchema: JsonSchema = {
  type: "object",
  required: ["code", "message"],
  properties: {
    code: { type: "string", enum: Object.keys(errorCodes) },
    message: { type: "string", description: "For people; may change." },
    retryAfterMs: { type: "integer", minimum: 0, description: "Earliest time of another attempt." },
    details: {
      type: "object",
      additionalProperties: { type: ["string", "number"] },
      description: "Names of fields and limits, such as `path`.",
    },
  },
};

const models: Readonly<Record<string, TSchema>> = {
  User: user,
  Device: device,
  SignedIn: signedIn,
  Conversation: conversation,
  Member: member,
  Head: head,
  Message: message,
  TextContent: textContent,
  ReadTextContent: readTextContent,
  ImageContent: imageContent,
  ReadImageContent: readImageContent,
  VoiceContent: voiceContent,
  ReadVoiceContent: readVoiceContent,
  VideoContent: videoContent,
  ReadVideoContent: readVideoContent,
  FileContent: fileContent,
  ReadFileContent: readFileContent,
  LocationContent: locationContent,
  ContactContent: contactContent,
  CustomContent: customContent,
  EncryptedContent: encryptedContent,
  ForwardContent: forwardContent,
  PollContent: pollContent,
  PollResult: pollResult,
  StreamContent: streamContent,
  NoticeContent: noticeContent,
  Contact: contact,
  ContactRequest: contactRequest,
};

const nameByText = new Map(Object.entries(models).map(([name, schema]) => [JSON.stringify(schema), name]));

/** All named shapes, for `components.schemas`; inside each, the others are references. */
export function namedSchemas(): Record<string, JsonSchema> {
  const described = Object.entries(models).map(([name, schema]) => [name, referenceInside(schema)]);
  return { ...Object.fromEntries(described), Error: errorSchema };
}

/** The schema as plain JSON, with references in place of everything that has a name. */
export function withReferences(schema: unknown): JsonSchema {
  const name = schemaName(schema);
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return referenceInside(schema);
}

export function schemaName(schema: unknown): string | undefined {
  return nameByText.get(JSON.stringify(schema));
}

function referenceInside(schema: unknown): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema as JsonSchema).map(([key, value]) => [key, referenceValue(value)]),
  );
}

function referenceValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referenceValue);
  return typeof value === "object" && value !== null ? withReferences(value) : value;
}
