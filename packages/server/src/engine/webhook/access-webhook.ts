/** The only way to a webhook: as the owner of its group, or, of one for everything, as an administrator. */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessGroup } from "../group/access-group.ts";
import type { Ports } from "../operation.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { StoredWebhook } from "../ports/store-webhooks.ts";

/** Who may have webhooks of this group, or of everything. @throws not_found, forbidden */
export async function assertMayHook(
  reader: Reader,
  actor: UserActor,
  conversationId: number | null,
): Promise<void> {
  if (conversationId === null) {
    if (actor.role !== "admin") throw new ParleyError("forbidden");
    return;
  }
  const { member } = await accessGroup(reader, actor, conversationId);
  if (member.role !== "owner") throw new ParleyError("forbidden");
}

/** @throws not_found, whoever else asks */
export async function accessWebhook(reader: Reader, actor: UserActor, id: string): Promise<StoredWebhook> {
  const webhook = await reader.webhooks.find(id);
  if (webhook === null) throw new ParleyError("not_found");
  try {
    await assertMayHook(reader, actor, webhook.conversationId);
  } catch (error) {
    throw error instanceof ParleyError ? new ParleyError("not_found") : error;
  }
  return webhook;
}

/** Held, so that those who change the webhooks of one place do so one after the other. */
export async function holdPlace(tx: Transaction, conversationId: number | null): Promise<void> {
  if (conversationId === null) await tx.accounts.lockAdmins();
  else await tx.conversations.hold(conversationId);
}

/** @throws invalid_arguments for what no request would go to (HOOK-10) */
export function assertGoodUrl({ outgoing }: Pick<Ports, "outgoing">, url: string): void {
  const refusal = outgoing.urlRefusal(url, true);
  if (refusal !== null) {
    throw new ParleyError("invalid_arguments", { details: { path: "/url", reason: refusal } });
  }
}
