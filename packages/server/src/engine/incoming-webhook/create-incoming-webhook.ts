import { limits, ParleyError } from "@parley/protocol";
import { createUser } from "../account/create-user.ts";
import { accessGroup, holdLivingGroup } from "../group/access-group.ts";
import { admitMembers } from "../member/admit-members.ts";
import type { WriteOperation } from "../operation.ts";
import { assertMayTakeIn } from "./access-incoming-webhook.ts";
import { incomingSecretDigest } from "./incoming-secret.ts";

const usernameDigits = 12;

export const createIncomingWebhook: WriteOperation<"incomingWebhook.create"> = {
  kind: "write",
  async run(context, actor, { conversationId, name }) {
    const { tx, ports } = context;
    await assertMayTakeIn(tx, actor, conversationId);
    await holdLivingGroup(tx, actor, conversationId);
    const { incomingWebhooksMax } = limits;
    if ((await tx.incomingWebhooks.list(conversationId)).length >= incomingWebhooksMax) {
      throw new ParleyError("limit_reached", { details: { incomingWebhooksMax } });
    }
    // Nobody signs in as it: it has no password, and no key is made for it.
    const bot = await createUser(tx, ports, {
      ...{ username: `hook_${ports.ids.digits(usernameDigits)}`, nickname: name.trim() },
      ...{ role: "bot", passwordHash: null },
    });
    await admitMembers(context, await accessGroup(tx, actor, conversationId), actor.userId, [bot.id]);
    const secret = ports.ids.secret();
    const incomingWebhook = {
      ...{ id: ports.ids.uuid(), conversationId, botId: bot.id, name: name.trim() },
      ...{ createdBy: actor.userId, createdAt: ports.clock.now(), lastUsedAt: null },
    };
    await tx.incomingWebhooks.insert(incomingWebhook, incomingSecretDigest(ports, secret));
    return { incomingWebhook, path: `/v1/hooks/${secret}` };
  },
};
