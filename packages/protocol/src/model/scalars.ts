import { Type } from "typebox";

/** Public integer id of a user or a conversation. */
export const id = (description: string) =>
  Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description });

/** User id; 0 is the system itself, which nobody can be. */
export const userId = (description = "User id.") => id(description);
export const conversationId = (description = "Conversation id.") => id(description);

/** Message id: a UUID in lower case, made by the sender's client (version 7 advised: it sorts by time). */
export const messageId = (description = "Message id made by the sender's client: the idempotency key.") =>
  Type.String({
    pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
    description,
  });

export const uuid = (description: string) =>
  Type.String({ pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", description });

/** Milliseconds since 1970-01-01 UTC, by the server's clock. */
export const time = (description: string) => Type.Integer({ minimum: 0, description });

/** Number of an event in its conversation's log: gapless from 1; 0 means "before the first". */
export const rev = (description = "Number of the event in the conversation's log, gapless from 1.") =>
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });

/** Number of a message in its conversation: dense from 1; 0 means "before the first". */
export const seq = (description = "Number of the message in the conversation, dense from 1.") =>
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });

export const count = (description: string) => Type.Integer({ minimum: 0, description });

export const limit = (maximum: number, standard: number) =>
  Type.Integer({
    minimum: 1,
    maximum,
    default: standard,
    description: `How many at most (default ${standard}).`,
  });
