import { type GroupSettings, groupSettingsChanges, ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { holdLivingGroup } from "./access-group.ts";
import { changeGroup } from "./change-group.ts";
import { isAdmin, mayDo } from "./group-policy.ts";

export const updateGroup: WriteOperation<"group.update"> = {
  kind: "write",
  async run(context, actor, args) {
    const opened = await holdLivingGroup(context.tx, actor, args.conversationId);
    const { role } = opened.member;
    const isAllowed = args.settings === undefined ? mayDo(role, opened.settings.edit) : isAdmin(role);
    if (!isAllowed) throw new ParleyError("forbidden");
    const { name, avatar, description, announcement, settings } = args;
    const changes = {
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(avatar === undefined ? {} : { avatar }),
      ...(description === undefined ? {} : { description }),
      ...(announcement === undefined ? {} : { announcement }),
      ...(settings === undefined ? {} : { settings: knownSettings(settings) }),
    };
    return { group: await changeGroup(context, opened, actor.userId, changes) };
  },
};

/** Nothing is stored that is no setting. */
function knownSettings(settings: Partial<GroupSettings>): Partial<GroupSettings> {
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => name in groupSettingsChanges.properties),
  );
}
