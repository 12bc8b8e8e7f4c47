import { limits } from "@parley/protocol";
import { assertLater } from "../later-time.ts";
import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const muteConversation: WriteOperation<"inbox.mute"> = {
  kind: "write",
  run: (context, actor, { conversationId, until = limits.mutedForever }) =>
    changeOwnState(context, actor, conversationId, ({ own }) => {
      const mutedUntil = Math.min(until, limits.mutedForever);
      // Asked again, as after a lost answer.
      if (own.mutedUntil !== mutedUntil) assertLater(until, context.ports.clock.now(), "/until");
      return { mutedUntil };
    }),
};
