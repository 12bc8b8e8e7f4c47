/** What becomes of a group that is dissolved: its members still read it, or it is gone, as the server is set (GRP-5). */
import type { Conversation } from "@parley/protocol";
import type { WriteContext } from "../operation.ts";
import type { OpenedGroup } from "./access-group.ts";
import { changeGroup } from "./change-group.ts";

/** Callers hold the group. */
export async function endGroup(
  context: Pick<WriteContext, "tx" | "ports">,
  opened: Pick<OpenedGroup, "group" | "settings">,
  actorId: number,
): Promise<Conversation> {
  const { tx, ports } = context;
  const change = { status: "dissolved", ...(opened.group.number === null ? {} : { number: null }) } as const;
  if (ports.options.dissolvedGroups === "keep") {
    return (await changeGroup(context, opened, actorId, change)).conversation;
  }
  const { id, lastRev } = opened.group.conversation;
  const { userIds } = await tx.members.audience(id);
  await tx.groups.dismissAll(id, lastRev + 1);
  await tx.pictures.endAll({ conversationId: id }, ports.clock.now());
  await tx.groups.recount(id, -opened.group.conversation.memberCount, false);
  return (await changeGroup(context, opened, actorId, change, userIds)).conversation;
}
