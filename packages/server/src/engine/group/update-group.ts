import { type GroupSettings, groupSettingsChanges, ParleyError } from "@parley/protocol";
import { showPicture } from "../media/show-picture.ts";
import type { WriteOperation } from "../operation.ts";
import { holdLivingGroup } from "./access-group.ts";
import { changeGroup } from "./change-group.ts";
import { isAdmin, mayDo } from "./group-policy.ts";

export const updateGroup: WriteOperation<"group.update"> = {
  kind: "write",
  async run(context, actor, args) {
    const opened = await holdLivingGroup(context.tx, actor, args.conversationId);
    const { role } = opened.member;
    const { name, avatar, description, announcement, number, category, settings } = args;
    // A number is nobody else's to have: it is given as the rules are.
    const isRule = settings !== undefined || number !== undefined;
    if (!(isRule ? isAdmin(role) : mayDo(role, opened.settings.edit))) throw new ParleyError("forbidden");
    await showPicture(context, actor, { kind: "group", conversationId: args.conversationId }, avatar);
    // Without one of its own the group shows its members again.
    if (avatar !== undefined) await context.tx.faces.mark(args.conversationId);
    const changes = {
      ...(name === undefined ? {} : { name: name.trim(), isAutoNamed: false }),
      ...(avatar === undefined ? {} : { avatar }),
      ...(description === undefined ? {} : { description }),
      ...(announcement === undefined ? {} : { announcement }),
      ...(number === undefined ? {} : { number }),
      ...(category === undefined ? {} : { category }),
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
