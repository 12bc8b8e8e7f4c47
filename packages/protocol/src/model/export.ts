import { type Static, Type } from "typebox";

/** Parts of an export, in the order in which they come. */
export const exportSection = Type.Union([
  Type.Literal("account"),
  Type.Literal("sessions"),
  Type.Literal("settings"),
  Type.Literal("identities"),
  Type.Literal("contacts"),
  Type.Literal("contactRequests"),
  Type.Literal("joinRequests"),
  Type.Literal("following"),
  Type.Literal("complaints"),
  Type.Literal("autoAnswers"),
  Type.Literal("folders"),
  Type.Literal("stickerPacks"),
  Type.Literal("stickers"),
  Type.Literal("installedStickerPacks"),
  Type.Literal("inbox"),
  Type.Literal("scheduledMessages"),
  Type.Literal("files"),
  Type.Literal("messages"),
]);
export type ExportSection = Static<typeof exportSection>;
