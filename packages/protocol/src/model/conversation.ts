import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { draft, ownState } from "./inbox.ts";
import { message } from "./message.ts";
import { conversationId, count, rev, seq, time, userId } from "./scalars.ts";

export const conversationKind = Type.Union([
  Type.Literal("direct"),
  Type.Literal("group"),
  Type.Literal("lobby"),
  Type.Literal("notes"),
  Type.Literal("feed"),
]);
export type ConversationKind = Static<typeof conversationKind>;

export const conversationStatus = Type.Union([
  Type.Literal("active"),
  Type.Literal("locked"),
  Type.Literal("dissolved"),
]);
export type ConversationStatus = Static<typeof conversationStatus>;

/** A conversation as all its members see it; nothing in it depends on who looks. */
export const conversation = Type.Object({
  id: conversationId(),
  kind: conversationKind,
  name: Type.Union([Type.String(), Type.Null()], {
    description: "Null where it is one's peer, one's notes or the lobby.",
  }),
  isAutoNamed: Type.Optional(
    Type.Literal(true, {
      description: "Nobody named it: `name` is its first members', joined the Chinese way.",
    }),
  ),
  avatar: Type.Union([Type.String(), Type.Null()]),
  ownerId: Type.Union([userId("Owner of a group."), Type.Null()]),
  memberCount: count("Members at present."),
  createdAt: time("When it was opened."),
  status: Type.Optional(
    Type.Union([Type.Literal("locked"), Type.Literal("dissolved")], {
      description: "Present where nobody writes: for now, or never again.",
    }),
  ),
  faces: Type.Optional(
    Type.Array(userId(), {
      maxItems: limits.groupFacesMax,
      description: "Members whose pictures make the group's, where it was given none; the owner first.",
    }),
  ),
});
export type Conversation = Static<typeof conversation>;

export const memberRole = Type.Union([Type.Literal("owner"), Type.Literal("admin"), Type.Literal("member")]);
export type MemberRole = Static<typeof memberRole>;

export const memberStatus = Type.Union([
  Type.Literal("active"),
  Type.Literal("pending"),
  Type.Literal("muted"),
  Type.Literal("locked"),
  Type.Literal("left"),
]);
export type MemberStatus = Static<typeof memberStatus>;

/** A user in a conversation. */
export const member = Type.Object({
  userId: userId(),
  role: memberRole,
  status: memberStatus,
  readSeq: seq("The member has read up to here."),
  deliveredSeq: Type.Optional(
    seq("Messages have arrived at the member up to here; left out: up to `readSeq`."),
  ),
  nickname: Type.Optional(Type.String({ description: "The member's name in this group." })),
  avatar: Type.Optional(Type.String({ description: "The member's picture in this group." })),
  mutedUntil: Type.Optional(time("The member may not write until then.")),
});
export type Member = Static<typeof member>;

/** One line of a user's inbox: a conversation with its newest state and the reader's own position in it. */
export const head = Type.Object({
  conversation,
  lastRev: rev("Number of the newest event."),
  lastSeq: seq("Number of the newest message."),
  lastMessage: Type.Union([message, Type.Null()]),
  lastActiveAt: time(
    "When the newest message came, or the conversation was opened: the inbox is sorted by it.",
  ),
  readSeq: seq("The reader has read up to here."),
  unread: count("Visible messages after `readSeq`, recalled ones left out."),
  peerId: Type.Union([userId(), Type.Null()], { description: "The other side of a direct conversation." }),
  status: memberStatus,
  mentions: Type.Optional(
    count("Unread messages that mention the reader, by name or with everybody; left out: none."),
  ),
  own: Type.Optional(ownState),
  draft: Type.Optional(draft),
});
export type Head = Static<typeof head>;
