import type { App } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { now } from "../../platform/clock.ts";
import { confirm } from "../../ui/confirm.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { attempt } from "../user/person-actions.ts";
import { nameOf } from "../user/user-name.ts";
import type { MemberLine } from "./members.ts";

const hourMs = 3_600_000;
const muteMs = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs } as const;

/** An admin may act on members, the owner on everybody (GRP-1). */
function outranks(app: App, line: MemberLine): boolean {
  if (line.userId === app.session()?.user.id || app.group.isClosed() || line.role === "owner") return false;
  return app.group.isOwner() || (app.group.isAdmin() && line.role === "member");
}

async function remove(app: App, conversationId: number, line: MemberLine): Promise<void> {
  const { members: words } = groupsText();
  const title = words.removeQuestion(nameOf(app, line.user));
  const question = { title, explanation: words.removeExplain, action: words.remove };
  if (await confirm(question))
    await attempt(app.client.members.remove({ conversationId, userId: line.userId }));
}

async function setLocked(
  app: App,
  conversationId: number,
  line: MemberLine,
  isLocked: boolean,
): Promise<void> {
  const { members: words } = groupsText();
  const title = words.shutOutQuestion(nameOf(app, line.user));
  const question = { title, explanation: words.shutOutExplain, action: words.shutOut };
  if (isLocked && !(await confirm(question))) return;
  await attempt(app.client.members.lock({ conversationId, userId: line.userId, isLocked }));
}

/** What may be done about a member; nothing where one does not outrank them. */
export function memberMenu(app: App, conversationId: number, line: MemberLine): MenuItem[] {
  if (!outranks(app, line)) return [];
  const { members: words } = groupsText();
  const { userId } = line;
  const { members } = app.client;
  const mute = (until: number | null) => () => void attempt(members.mute({ conversationId, userId, until }));
  const setRole = (role: "admin" | "member") => () =>
    void attempt(members.setRole({ conversationId, userId, role }));
  const items: MenuItem[] = [];
  if (app.group.isOwner() && line.role === "member" && line.user.role !== "guest")
    items.push({ label: words.makeAdmin, icon: "admin", run: setRole("admin") });
  if (app.group.isOwner() && line.role === "admin")
    items.push({ label: words.unmakeAdmin, icon: "admin", run: setRole("member") });
  if (isMuted(line)) items.push({ label: words.unmute, icon: "bell", run: mute(null) });
  else
    for (const length of ["hour", "day", "week"] as const)
      items.push({ label: words.mutes[length], icon: "silent", run: mute(now() + muteMs[length]) });
  const isLocked = line.status === "locked";
  items.push({
    label: isLocked ? words.letIn : words.shutOut,
    icon: "lock",
    run: () => void setLocked(app, conversationId, line, !isLocked),
  });
  items.push({
    label: words.remove,
    icon: "leave",
    isDanger: true,
    run: () => void remove(app, conversationId, line),
  });
  return items;
}

export function isMuted({ mutedUntil }: MemberLine): boolean {
  return mutedUntil !== undefined && mutedUntil > now();
}
