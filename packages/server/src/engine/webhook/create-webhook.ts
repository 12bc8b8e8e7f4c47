import { limits, ParleyError } from "@parley/protocol";
import { assertAdmin, noteAct } from "../admin/admin-operation.ts";
import { holdLivingGroup } from "../group/access-group.ts";
import type { WriteOperation } from "../operation.ts";
import type { StoredWebhook } from "../ports/store-webhooks.ts";
import { assertGoodUrl, assertMayHook } from "./access-webhook.ts";
import { publicWebhook } from "./public-webhook.ts";
import { newSecret } from "./webhook-secrets.ts";

export const createWebhook: WriteOperation<"webhook.create"> = {
  kind: "write",
  async run(context, actor, args) {
    const { tx, ports } = context;
    const conversationId = args.conversationId ?? null;
    await assertMayHook(tx, actor, conversationId);
    if (conversationId === null) await assertAdmin(context, actor);
    else await holdLivingGroup(tx, actor, conversationId);
    assertGoodUrl(ports, args.url);
    const { webhooksMax } = limits;
    if ((await tx.webhooks.list(conversationId)).length >= webhooksMax) {
      throw new ParleyError("limit_reached", { details: { webhooksMax } });
    }
    const now = ports.clock.now();
    const id = ports.ids.uuid();
    const { secret, sealed } = newSecret(ports, id);
    const webhook: StoredWebhook = {
      ...{ id, conversationId, name: args.name.trim(), url: args.url },
      ...{ events: [...new Set(args.events ?? (["message.sent"] as const))] },
      ...{ includesDirect: conversationId === null && args.includesDirect === true, isEnabled: true },
      ...{ createdBy: actor.userId, createdAt: now, failingSince: null, stoppedAt: null },
      ...{ secret: sealed, oldSecret: null, oldSecretUntil: 0, failureCount: 0, nextAttemptAt: 0 },
    };
    // Without any the log is not followed, so the place where it was left is long ago.
    if (!(await tx.webhooks.isAny())) await tx.logCursors.start("webhooks");
    await tx.webhooks.insert(webhook);
    if (conversationId === null) {
      const details = { host: URL.parse(args.url)?.host ?? "", events: webhook.events };
      await noteAct(context, actor, "webhook.create", { targetKind: "webhook", targetId: id, details });
    }
    return { webhook: await publicWebhook(tx, webhook), secret };
  },
};
