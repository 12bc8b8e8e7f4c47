/** What a member keeps of a conversation for themselves: the same on all of their devices, nobody else's to see. */
import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { conversationId, id, messageId, seq, time } from "./scalars.ts";

export const notificationLevel = Type.Union([
  Type.Literal("all"),
  Type.Literal("mentions"),
  Type.Literal("none"),
]);
export type NotificationLevel = Static<typeof notificationLevel>;

export const folderId = (description = "Folder id.") => id(description);

/** Every field is left out where nothing was set. */
export const ownState = Type.Object({
  pinnedAt: Type.Optional(time("When it was pinned: pinned conversations come first.")),
  mutedUntil: Type.Optional(
    Type.Integer({ minimum: 0, description: `Muted until then; ${limits.mutedForever} is for ever.` }),
  ),
  level: Type.Optional(
    Type.Union([Type.Literal("mentions"), Type.Literal("none")], {
      description: "What notifications are for; left out: everything.",
    }),
  ),
  archivedSeq: Type.Optional(
    seq("Archived as long as this is the newest message's number, or the conversation is muted."),
  ),
  unlistedSeq: Type.Optional(seq("Not in the member's list as long as this is the newest message's number.")),
  unreadMarkSeq: Type.Optional(seq("Marked unread as long as this is the read position.")),
  folderIds: Type.Optional(Type.Array(folderId(), { maxItems: limits.foldersMax })),
  clearedSeq: Type.Optional(seq("Nothing up to here is shown to the member any more.")),
});
export type OwnState = Static<typeof ownState>;

export const draft = Type.Object({
  text: Type.String({ maxLength: limits.draftCharsMax }),
  replyTo: Type.Optional(messageId("The message that it answers.")),
  at: time("When it was written."),
});
export type Draft = Static<typeof draft>;

export const folder = Type.Object({
  id: folderId(),
  name: Type.String({ minLength: 1, maxLength: limits.folderNameCharsMax, pattern: "\\S" }),
});
export type Folder = Static<typeof folder>;

/** A place in a conversation. */
export const deliveredPosition = Type.Object({
  conversationId: conversationId(),
  seq: seq("Everything up to here has arrived."),
});
