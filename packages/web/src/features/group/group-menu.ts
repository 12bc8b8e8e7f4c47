import type { InboxItem } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { confirm } from "../../ui/confirm.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { conversationTitle } from "../conversation/conversation-title.ts";
import { attempt } from "../user/person-actions.ts";

/** Dialogs of a group. */
export type GroupDialogName =
  | "add"
  | "edit"
  | "invites"
  | "own-name"
  | "report"
  | "requests"
  | "settings"
  | "transfer";

async function leave(app: App, item: InboxItem): Promise<void> {
  const { leave: words } = groupsText();
  const title = words.question(conversationTitle(item));
  if (!(await confirm({ title, explanation: words.explain, action: words.action }))) return;
  await attempt(app.client.groups.leave({ conversationId: item.conversation.id }));
}

async function dissolve(app: App, item: InboxItem): Promise<void> {
  const { leave: words } = groupsText();
  const title = words.dissolveQuestion(conversationTitle(item));
  const question = { title, explanation: words.dissolveExplain, action: words.dissolve };
  if (await confirm(question))
    await attempt(app.client.groups.dissolve({ conversationId: item.conversation.id }));
}

function requestsLabel(count: number): string {
  const { requests: words } = groupsText();
  return count === 0 ? words.title : words.titleCount(count);
}

/** What one does seldom with a group; only what one may. */
export function groupMenu(app: App, item: InboxItem, open: (dialog: GroupDialogName) => void): MenuItem[] {
  const words = groupsText();
  const { group } = app;
  const isOpen = !group.isClosed();
  const entries: [boolean, MenuItem][] = [
    [!app.isGuest() && group.may("edit"), { label: words.edit.title, icon: "edit", run: () => open("edit") }],
    [
      isOpen && group.isAdmin(),
      { label: words.settings.title, icon: "settings", run: () => open("settings") },
    ],
    [
      isOpen && group.isAdmin() && group.group()?.settings.join === "approval",
      { label: requestsLabel(group.requestCount()), icon: "person", run: () => open("requests") },
    ],
    [isOpen, { label: words.ownName.title, icon: "tag", run: () => open("own-name") }],
    [isOpen && group.isOwner(), { label: words.leave.transfer, icon: "key", run: () => open("transfer") }],
    [true, { label: words.leave.report, icon: "flag", run: () => open("report") }],
    [
      !group.isOwner() || group.isClosed(),
      { label: words.leave.action, icon: "leave", isDanger: true, run: () => void leave(app, item) },
    ],
    [
      isOpen && group.isOwner(),
      { label: words.leave.dissolve, icon: "trash", isDanger: true, run: () => void dissolve(app, item) },
    ],
  ];
  return entries.flatMap(([isShown, entry]) => (isShown ? [entry] : []));
}
