import { ParleyError } from "@parley/protocol";
import { accessMembership } from "../conversation/access-conversation.ts";
import { openGroup } from "../conversation/open-group.ts";
import type { WriteOperation } from "../operation.ts";

export const createGroupFromDirect: WriteOperation<"group.createFromDirect"> = {
  kind: "write",
  async run(context, actor, { conversationId, memberIds, name }) {
    const { tx } = context;
    await accessMembership(tx, actor, conversationId);
    const direct = await tx.conversations.find(conversationId);
    if (direct?.kind !== "direct") {
      throw new ParleyError("invalid_arguments", {
        message: "This is no direct conversation.",
        details: { path: "/conversationId" },
      });
    }
    const both = await tx.members.page(conversationId, 0, 2);
    const peerIds = both.map(({ userId }) => userId).filter((userId) => userId !== actor.userId);
    const said = name === undefined ? {} : { name };
    return openGroup(context, actor, [...peerIds, ...memberIds], said);
  },
};
