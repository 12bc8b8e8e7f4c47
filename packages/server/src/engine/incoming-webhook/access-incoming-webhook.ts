/** Incoming webhooks are kept by the owner and the admins of their group. */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessGroup } from "../group/access-group.ts";
import { isAdmin } from "../group/group-policy.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredIncomingWebhook } from "../ports/store-webhooks.ts";

/** @throws not_found, forbidden */
export async function assertMayTakeIn(
  reader: Reader,
  actor: UserActor,
  conversationId: number,
): Promise<void> {
  const { member } = await accessGroup(reader, actor, conversationId);
  if (!isAdmin(member.role)) throw new ParleyError("forbidden");
}

/** @throws not_found, whoever else asks */
export async function accessIncomingWebhook(
  reader: Reader,
  actor: UserActor,
  id: string,
): Promise<StoredIncomingWebhook> {
  const webhook = await reader.incomingWebhooks.find(id);
  if (webhook === null) throw new ParleyError("not_found");
  try {
    await assertMayTakeIn(reader, actor, webhook.conversationId);
  } catch (error) {
    throw error instanceof ParleyError ? new ParleyError("not_found") : error;
  }
  return webhook;
}
