import type { MemberRole, MemberStatus } from "@parley/protocol";

/** Who sees a conversation: everybody who is in it, the muted too; not those who wait or have left. */
const readable: Record<MemberStatus, boolean> = {
  active: true,
  muted: true,
  locked: true,
  pending: false,
  left: false,
};

export function canRead(status: MemberStatus): boolean {
  return readable[status];
}

const rank: Record<MemberRole, number> = { owner: 2, admin: 1, member: 0 };

/** Whether one member may act on what another one did: an admin on members', the owner on everybody's. */
export function outranks(actor: MemberRole, other: MemberRole): boolean {
  return rank[actor] > rank[other];
}
