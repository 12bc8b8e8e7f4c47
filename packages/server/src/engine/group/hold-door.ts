/** The way to a group for somebody who is no member yet; what it leads to decides who comes in. */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { canRead } from "../conversation/member-policy.ts";
import type { Transaction } from "../ports/store.ts";
import type { OpenedGroup } from "./access-group.ts";
import { groupSettingsOf } from "./group-settings.ts";

export interface Door extends Pick<OpenedGroup, "group" | "settings"> {
  readonly isMember: boolean;
}

/** Nothing else happens in the group until the transaction is over. @throws not_found, of a dissolved group too */
export async function holdDoor(tx: Transaction, actor: UserActor, conversationId: number): Promise<Door> {
  const first = await tx.groups.find(conversationId);
  if (first === null) throw new ParleyError("not_found");
  await tx.conversations.hold(conversationId);
  const group = await tx.groups.find(conversationId);
  if (group === null || group.status === "dissolved") throw new ParleyError("not_found");
  const [member] = await tx.groups.members(conversationId, [actor.userId]);
  const isMember = member !== undefined && canRead(member.status);
  return { group, settings: groupSettingsOf(group), isMember };
}

/** @throws forbidden for guests where they may not come in (GRP-21) */
export function assertMayEnter(actor: UserActor, { settings }: Pick<Door, "settings">): void {
  if (actor.role === "guest" && !settings.guestsMayJoin) throw new ParleyError("forbidden");
}
