/** One change of a group and the event that tells of it, with all that follows from it kept true. */
import { type Group, ParleyError } from "@parley/protocol";
import type { WriteContext } from "../operation.ts";
import type { GroupChanges } from "../ports/store-groups.ts";
import type { OpenedGroup } from "./access-group.ts";
import { isRuled } from "./group-policy.ts";
import { groupSettingsOf } from "./group-settings.ts";
import { keepListed } from "./keep-listed.ts";
import { publicGroup } from "./public-group.ts";

export interface GroupChange extends Omit<GroupChanges, "isRuled" | "isPublic"> {
  readonly number?: string | null;
}

/**
 * Callers hold the group. `leaving`: those who are out with this change, which is then the last they are told.
 * @throws conflict for a number another conversation has
 */
export async function changeGroup(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  { group, settings: before }: Pick<OpenedGroup, "group" | "settings">,
  actorId: number,
  { number, ...changes }: GroupChange,
  leaving?: readonly number[],
): Promise<Group> {
  const { id, kind } = group.conversation;
  const set = changes.settings === undefined ? undefined : { ...group.settings, ...changes.settings };
  const settings = set === undefined ? before : groupSettingsOf({ settings: set });
  const status = changes.status ?? group.status;
  await tx.groups.update(id, {
    ...changes,
    ...(set === undefined ? {} : { settings: set }),
    isRuled: isRuled({ kind, status, settings }),
    isPublic: settings.isPublic && status !== "dissolved",
  });
  if (number !== undefined && !(await tx.directory.setNumber(id, number))) {
    throw new ParleyError("conflict", { details: { path: "/number" } });
  }
  if (changes.ownerId !== undefined || settings.hidesMembers !== before.hidesMembers) {
    await tx.groups.recount(id, 0, !settings.hidesMembers);
  }
  const changed = await tx.groups.find(id);
  if (changed === null) throw new Error("a group that is held is not there");
  await keepListed(tx, group, changed);
  const shown = publicGroup(changed);
  const { description, announcement, category } = changes;
  const told = {
    ...(description === undefined ? {} : { description }),
    ...(announcement === undefined ? {} : { announcement }),
    ...(number === undefined ? {} : { number }),
    ...(category === undefined ? {} : { category }),
    ...(set === undefined ? {} : { settings }),
    ...(leaving === undefined ? {} : { isGone: true }),
  };
  await tx.log.append({
    conversationId: id,
    name: "conversation.updated",
    actorId,
    at: ports.clock.now(),
    body: JSON.stringify({ conversation: shown.conversation, changes: told }),
    ...(leaving === undefined ? {} : { removed: leaving }),
  });
  return shown;
}
