import { canRead } from "../conversation/member-policy.ts";
import { holdGroup } from "../group/access-group.ts";
import { dismissMember } from "../member/dismiss-member.ts";
import type { WriteOperation } from "../operation.ts";
import { accessIncomingWebhook } from "./access-incoming-webhook.ts";

export const removeIncomingWebhook: WriteOperation<"incomingWebhook.remove"> = {
  kind: "write",
  async run(context, actor, { id }) {
    const { tx, ports } = context;
    const { conversationId, botId } = await accessIncomingWebhook(tx, actor, id);
    const opened = await holdGroup(tx, actor, conversationId);
    await accessIncomingWebhook(tx, actor, id);
    await tx.incomingWebhooks.revoke(id, ports.clock.now());
    const [bot] = await tx.groups.members(conversationId, [botId]);
    if (bot !== undefined && canRead(bot.status) && opened.group.status !== "dissolved") {
      await dismissMember(context, opened, { actorId: actor.userId, userId: botId, reason: "removed" });
    }
    await tx.accounts.setEnabled(botId, false);
    return {};
  },
};
