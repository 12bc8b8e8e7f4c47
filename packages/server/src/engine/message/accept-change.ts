/** Whether a member may do something to a message that others are told: whoever may not write may not do that either. */
import { ParleyError } from "@parley/protocol";
import { storedContact } from "../contact/keep-contact.ts";
import { writingRefusal } from "../group/group-policy.ts";
import { groupSettingsOf } from "../group/group-settings.ts";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredMember } from "../ports/store-conversations.ts";
import type { StoredGroup } from "../ports/store-groups.ts";

export interface ChangeRules {
  /** Also where only admins write. */
  readonly isForReaders?: boolean;
}

/** @throws forbidden, not_accepted */
export async function acceptChange(
  tx: Transaction,
  ports: Ports,
  member: StoredMember,
  rules: ChangeRules = {},
): Promise<void> {
  if (member.status !== "active") throw new ParleyError("forbidden");
  const group = await tx.groups.find(member.conversationId);
  if (group === null) await acceptOfPeer(tx, member);
  else await acceptOfGroup(tx, ports, member, group, rules);
}

/** Also of what needs no right to write, such as taking back one's own words (GRP-5). @throws forbidden */
export async function assertLiving(tx: Transaction, conversationId: number): Promise<void> {
  const group = await tx.groups.find(conversationId);
  if (group?.status === "dissolved") throw new ParleyError("forbidden", { details: { rule: "dissolved" } });
}

async function acceptOfPeer(tx: Transaction, { conversationId, userId }: StoredMember): Promise<void> {
  const members = await tx.members.page(conversationId, 0, 2);
  const peerId = members.find((other) => other.userId !== userId)?.userId;
  if (peerId === undefined) return;
  const { isBlocked } = await storedContact(tx, peerId, userId);
  if (isBlocked) throw new ParleyError("not_accepted");
}

async function acceptOfGroup(
  tx: Transaction,
  ports: Ports,
  { conversationId, userId, role }: StoredMember,
  group: StoredGroup,
  { isForReaders = false }: ChangeRules,
): Promise<void> {
  const [member] = await tx.groups.members(conversationId, [userId]);
  const known = groupSettingsOf(group);
  const settings = isForReaders ? { ...known, isBroadcast: false } : known;
  const mutedUntil = member?.mutedUntil ?? 0;
  const now = ports.clock.now();
  // Slow mode is of messages alone.
  const isGuest = !settings.guestsMayWrite && (await tx.users.find(userId))?.role === "guest";
  const refusal = writingRefusal({
    role,
    isGuest,
    status: group.status,
    settings,
    mutedUntil,
    pacedAt: 0,
    now,
  });
  if (refusal !== null) throw new ParleyError("forbidden", { details: { rule: refusal.rule } });
}
