import { Type } from "typebox";
import { definePush } from "../define.ts";
import { senderId } from "../model/message.ts";
import { conversationId, rev, time } from "../model/scalars.ts";
import { stickerPackId } from "../model/sticker-ids.ts";

export const stickerPackChanged = definePush({
  name: "stickerPack.changed",
  kind: "event",
  summary:
    "A sticker pack came to the user's list, was changed by the user, or left the list. In the user's feed.",
  body: Type.Object({
    conversationId: conversationId("The feed."),
    rev: rev(),
    actorId: senderId,
    at: time("When."),
    packId: stickerPackId(),
    isListed: Type.Boolean({
      description: "Whether it is in the user's list; `stickerPack.get` answers what it has.",
    }),
  }),
});
