/** One change of a group and the event that tells of it, with the flag that lets messages ask the rules kept true. */
import type { Group } from "@parley/protocol";
import type { WriteContext } from "../operation.ts";
import type { GroupChanges } from "../ports/store-groups.ts";
import type { OpenedGroup } from "./access-group.ts";
import { isRuled } from "./group-policy.ts";
import { groupSettingsOf } from "./group-settings.ts";
import { publicGroup } from "./public-group.ts";

/** Callers hold the group. */
export async function changeGroup(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  { group, settings: before }: Pick<OpenedGroup, "group" | "settings">,
  actorId: number,
  changes: GroupChanges,
): Promise<Group> {
  const { id } = group.conversation;
  const set = changes.settings === undefined ? undefined : { ...group.settings, ...changes.settings };
  const settings = set === undefined ? before : groupSettingsOf({ settings: set });
  await tx.groups.update(id, {
    ...changes,
    ...(set === undefined ? {} : { settings: set }),
    isRuled: isRuled(changes.status ?? group.status, settings),
  });
  if (changes.ownerId !== undefined || settings.hidesMembers !== before.hidesMembers) {
    await tx.groups.recount(id, 0, !settings.hidesMembers);
  }
  const changed = await tx.groups.find(id);
  if (changed === null) throw new Error("a group that is held is not there");
  const shown = publicGroup(changed);
  const { description, announcement } = changes;
  const told = {
    ...(description === undefined ? {} : { description }),
    ...(announcement === undefined ? {} : { announcement }),
    ...(set === undefined ? {} : { settings }),
  };
  await tx.log.append({
    conversationId: id,
    name: "conversation.updated",
    actorId,
    at: ports.clock.now(),
    body: JSON.stringify({ conversation: shown.conversation, changes: told }),
  });
  return shown;
}
