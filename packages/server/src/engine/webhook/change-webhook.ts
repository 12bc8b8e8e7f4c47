/** How an existing webhook is changed: by who may, one after the other, and with an entry when an administrator does. */
import type { MethodName } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { assertAdmin, noteAct } from "../admin/admin-operation.ts";
import type { WriteContext } from "../operation.ts";
import type { StoredWebhook } from "../ports/store-webhooks.ts";
import { accessWebhook, holdPlace } from "./access-webhook.ts";

/** @throws not_found, forbidden for who is an administrator no more */
export async function holdWebhook(
  context: WriteContext,
  actor: UserActor,
  id: string,
  action: MethodName,
  changed: readonly string[] = [],
): Promise<StoredWebhook> {
  const { tx } = context;
  const { conversationId } = await accessWebhook(tx, actor, id);
  await holdPlace(tx, conversationId);
  if (conversationId === null) {
    await assertAdmin(context, actor);
    const details = changed.length === 0 ? {} : { changed };
    await noteAct(context, actor, action, { targetKind: "webhook", targetId: id, details });
  }
  return accessWebhook(tx, actor, id);
}
