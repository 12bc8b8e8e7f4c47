/** What a message may have besides its content. Every field is left out where it says nothing. */
import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { messageCommand } from "./bot-command.ts";
import { pollResult } from "./contents/poll-content.ts";
import { messageLinkPreview } from "./link-preview.ts";
import { messageId, rev, seq, time, userId } from "./scalars.ts";

export const messageReply = Type.Object(
  {
    id: messageId("Which message."),
    seq: seq("Its number in the same conversation."),
    rev: rev("The event that brought it."),
  },
  { description: "The message this one answers. What it says is looked up when it is shown." },
);

export const forwardedFrom = Type.Object(
  {
    senderId: Type.Integer({ minimum: 0, description: "Who wrote it first." }),
    sentAt: time("When."),
  },
  { description: "It was forwarded." },
);

const mentions = Type.Array(userId(), {
  minItems: 1,
  maxItems: limits.mentionsMax,
  description: "Members who are mentioned.",
});

export const emoji = Type.String({
  minLength: 1,
  maxLength: limits.emojiCharsMax,
  description: "One emoji.",
});

export const reaction = Type.Object({
  emoji,
  userIds: Type.Array(userId(), { description: "Who reacts so, by number." }),
});
export type Reaction = Static<typeof reaction>;

/** The server understands nothing of it. */
const clientNote = Type.String({
  minLength: 1,
  maxLength: limits.clientNoteCharsMax,
  description: "What the sender's client says besides the content, for other clients of its kind.",
});

export const messageExpiry = Type.Object(
  {
    afterMs: Type.Integer({
      minimum: limits.expireAfterMsMin,
      maximum: limits.expireAfterMsMax,
      description: "How long it lasts.",
    }),
    from: Type.Union([Type.Literal("sent"), Type.Literal("read")], {
      description: "From its sending, or from when somebody else has read it first.",
    }),
  },
  { description: "Its content is erased for everybody by itself." },
);
export type MessageExpiry = Static<typeof messageExpiry>;

const hasNoPreview = Type.Boolean({ description: "No page it links to is looked up." });

/** What the sender asks for. */
export const requestedExtras = {
  replyTo: Type.Optional(messageId("The message of the same conversation that this one answers.")),
  mentions: Type.Optional(mentions),
  mentionsAll: Type.Optional(Type.Boolean({ description: "Mentions everybody in the group." })),
  isSilent: Type.Optional(Type.Boolean({ description: "Devices show it without a sound." })),
  expire: Type.Optional(messageExpiry),
  clientNote: Type.Optional(clientNote),
  hasNoPreview: Type.Optional(hasNoPreview),
  linkPreview: Type.Optional(Type.Never({ description: "The server's own: a message with it is refused." })),
};

export const messageExtras = {
  editedAt: Type.Optional(time("When its author edited it last.")),
  reactions: Type.Optional(Type.Array(reaction, { description: "In an order that does not tell of time." })),
  pinnedAt: Type.Optional(time("When it was pinned.")),
  command: Type.Optional(messageCommand),
  replyTo: Type.Optional(messageReply),
  forwarded: Type.Optional(forwardedFrom),
  poll: Type.Optional(pollResult),
  mentions: Type.Optional(mentions),
  mentionsAll: Type.Optional(Type.Boolean({ description: "Everybody in the group is mentioned." })),
  isSilent: Type.Optional(Type.Boolean({ description: "Devices show it without a sound." })),
  expire: Type.Optional(messageExpiry),
  clientNote: Type.Optional(clientNote),
  hasNoPreview: Type.Optional(hasNoPreview),
  linkPreview: Type.Optional(messageLinkPreview),
  isExpired: Type.Optional(
    Type.Boolean({ description: "Its content was erased by itself, at `recalledAt`; nobody recalled it." }),
  ),
};

const extras = Type.Object(messageExtras);
export type MessageExtras = Static<typeof extras>;
const requested = Type.Object(requestedExtras);
export type RequestedExtras = Static<typeof requested>;
