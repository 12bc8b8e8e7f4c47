import { limits, ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { changeOwnState } from "./change-own-state.ts";

export const pinConversation: WriteOperation<"inbox.pin"> = {
  kind: "write",
  run: (context, actor, { conversationId }) =>
    changeOwnState(context, actor, conversationId, async ({ own }) => {
      if (own.pinnedAt !== undefined) return {};
      const { pinnedConversationsMax } = limits;
      if ((await context.tx.ownStates.countPinned(actor.userId)) >= pinnedConversationsMax) {
        throw new ParleyError("limit_reached", { details: { pinnedConversationsMax } });
      }
      return { pinnedAt: context.ports.clock.now() };
    }),
};
