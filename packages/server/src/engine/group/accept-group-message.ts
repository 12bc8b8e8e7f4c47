/** Whether a group takes a message where not everybody may write (GRP-30 .. GRP-33). Off the hot path. */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { canRead } from "../conversation/member-policy.ts";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredGroup } from "../ports/store-groups.ts";
import { writingRefusal } from "./group-policy.ts";
import { groupSettingsOf } from "./group-settings.ts";

/** Callers hold the conversation, and append the message afterwards. @throws forbidden, rate_limited */
export async function acceptGroupMessage(
  tx: Transaction,
  ports: Ports,
  { userId, role: userRole }: UserActor,
  group: StoredGroup,
): Promise<void> {
  const { id, kind } = group.conversation;
  if (kind === "lobby" && ports.options.lobby === "off") {
    throw new ParleyError("forbidden", { details: { rule: "lobbyOff" } });
  }
  const [member] = await tx.groups.members(id, [userId]);
  // Who is out meanwhile is told nothing of the group: the append says that they are no member.
  if (member === undefined || !canRead(member.status)) return;
  const settings = groupSettingsOf(group);
  const now = ports.clock.now();
  const { role, mutedUntil = 0 } = member;
  const isGuest = userRole === "guest";
  const pacedAt = settings.slowModeMs > 0 ? await tx.groups.pacedAt(id, userId) : 0;
  const refusal = writingRefusal({ role, isGuest, status: group.status, settings, mutedUntil, pacedAt, now });
  if (refusal?.rule === "slowMode") {
    throw new ParleyError("rate_limited", {
      retryAfterMs: refusal.waitMs,
      details: { rule: refusal.rule },
    });
  }
  if (refusal !== null) throw new ParleyError("forbidden", { details: { rule: refusal.rule } });
  if (settings.slowModeMs > 0) await tx.groups.setMember(id, userId, { pacedAt: now });
}
