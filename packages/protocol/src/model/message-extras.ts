/** What a message may have besides its content. Every field is left out where it says nothing. */
import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { messageId, rev, seq, userId } from "./scalars.ts";

export const messageReply = Type.Object(
  {
    id: messageId("Which message."),
    seq: seq("Its number in the same conversation."),
    rev: rev("The event that brought it."),
  },
  { description: "The message this one answers. What it says is looked up when it is shown." },
);

const mentions = Type.Array(userId(), {
  minItems: 1,
  maxItems: limits.mentionsMax,
  description: "Members who are mentioned.",
});

/** What the sender asks for. */
export const requestedExtras = {
  replyTo: Type.Optional(messageId("The message of the same conversation that this one answers.")),
  mentions: Type.Optional(mentions),
  mentionsAll: Type.Optional(Type.Boolean({ description: "Mentions everybody in the group." })),
  isSilent: Type.Optional(Type.Boolean({ description: "Devices show it without a sound." })),
};

export const messageExtras = {
  replyTo: Type.Optional(messageReply),
  mentions: Type.Optional(mentions),
  mentionsAll: Type.Optional(Type.Boolean({ description: "Everybody in the group is mentioned." })),
  isSilent: Type.Optional(Type.Boolean({ description: "Devices show it without a sound." })),
};

const extras = Type.Object(messageExtras);
export type MessageExtras = Static<typeof extras>;
const requested = Type.Object(requestedExtras);
export type RequestedExtras = Static<typeof requested>;
