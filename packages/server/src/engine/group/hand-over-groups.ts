/**
 * Finds an owner for groups whose owner was deleted: of the admins the one who is in it longest, else of the members; a
 * group in which nobody is left who could own it is dissolved (GRP-18). In short parts, for somebody may own hundreds.
 */
import { changeMember } from "../member/change-member.ts";
import type { WriteContext } from "../operation.ts";
import { changeGroup } from "./change-group.ts";
import { endGroup } from "./end-group.ts";
import { groupSettingsOf } from "./group-settings.ts";

type Context = Pick<WriteContext, "tx" | "ports">;

/** Nobody in particular: it follows from the owner's leaving. */
const actorId = 0;

/** Hands over one group; whether there was any. */
export async function handOverGroup(context: Context): Promise<boolean> {
  const { tx } = context;
  const conversationId = await tx.groups.nextOwnerless();
  if (conversationId === null) return false;
  await tx.conversations.hold(conversationId);
  await tx.groups.endOwnerless(conversationId);
  const group = await tx.groups.find(conversationId);
  const ownerId = group?.conversation.ownerId ?? null;
  if (group === null || ownerId === null || group.status === "dissolved") return true;
  const opened = { group, settings: groupSettingsOf(group) };
  const heir = await tx.groups.heir(conversationId, ownerId);
  if (heir === null) {
    await endGroup(context, opened, actorId);
    return true;
  }
  await changeMember(context, opened, actorId, heir, { role: "owner" });
  await changeMember(context, opened, actorId, ownerId, { role: "member" });
  await changeGroup(context, opened, actorId, { ownerId: heir });
  return true;
}
