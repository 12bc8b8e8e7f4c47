import { limits } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const muteConversation: WriteOperation<"inbox.mute"> = {
  kind: "write",
  run: (context, actor, { conversationId, until = limits.mutedForever }) =>
    changeOwnState(context, actor, conversationId, () => ({
      mutedUntil: Math.min(until, limits.mutedForever),
    })),
};
