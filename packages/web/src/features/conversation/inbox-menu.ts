/** What one may do with a conversation in the inbox; it is the same on all of one's devices. */
import type { InboxItem } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { now } from "../../platform/clock.ts";
import { confirm } from "../../ui/confirm.ts";
import { errorText } from "../../ui/error-text.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import { isArchived, isMarkedUnread, isMuted } from "./inbox-marks.ts";

const hourMs = 3_600_000;

function run(work: Promise<unknown>): void {
  work.catch((error: unknown) => showToast(errorText(error)));
}

async function clear(app: App, conversationId: number): Promise<void> {
  const { clearQuestion, clearExplain, clear: action } = text().inboxMenu;
  if (await confirm({ title: clearQuestion, explanation: clearExplain, action }))
    run(app.client.inbox.clear({ conversationId }));
}

/** In groups: of everything, or only of what mentions one. */
function levels(app: App, { conversation, own }: InboxItem): MenuItem[] {
  if (conversation.kind === "direct" || conversation.kind === "notes") return [];
  const words = text().inboxMenu;
  const level = own.level === undefined ? "mentions" : "all";
  const work = () => app.client.inbox.setLevel({ conversationId: conversation.id, level });
  return [
    { label: level === "all" ? words.notifyAll : words.notifyMentions, icon: "bell", run: () => run(work()) },
  ];
}

/** Read, or to be read again. */
export function readItem({ client: { inbox } }: App, item: InboxItem): MenuItem {
  const { markRead, markUnread } = text().inboxMenu;
  const conversationId = item.conversation.id;
  return item.unread > 0 || isMarkedUnread(item)
    ? {
        label: markRead,
        icon: "check-double",
        run: () => inbox.markRead({ conversationId, seq: item.lastSeq }),
      }
    : { label: markUnread, icon: "mail", run: () => run(inbox.markUnread({ conversationId })) };
}

/** Into the archive, or out of it. */
export function archiveItem({ client: { inbox } }: App, item: InboxItem, time: number): MenuItem {
  const { archive, unarchive } = text().inboxMenu;
  const one = { conversationId: item.conversation.id };
  return isArchived(item, time)
    ? { label: unarchive, icon: "archive", run: () => run(inbox.unarchive(one)) }
    : { label: archive, icon: "archive", run: () => run(inbox.archive(one)) };
}

export function inboxMenu(app: App, item: InboxItem): MenuItem[] {
  const words = text().inboxMenu;
  const { inbox } = app.client;
  const conversationId = item.conversation.id;
  const one = { conversationId };
  const isPinned = item.own.pinnedAt !== undefined;
  const mutes: MenuItem[] = isMuted(item, now())
    ? [{ label: words.unmute, icon: "bell", run: () => run(inbox.unmute(one)) }]
    : [
        {
          label: words.muteHour,
          icon: "silent",
          run: () => run(inbox.mute({ ...one, until: now() + hourMs })),
        },
        { label: words.mute, icon: "silent", run: () => run(inbox.mute(one)) },
        ...levels(app, item),
      ];
  return [
    {
      label: isPinned ? words.unpin : words.pin,
      icon: "pin",
      run: () => run(isPinned ? inbox.unpin(one) : inbox.pin(one)),
    },
    readItem(app, item),
    ...mutes,
    archiveItem(app, item, now()),
    { label: words.folders, icon: "folder", run: () => app.showFoldersOf(conversationId) },
    { label: words.hide, icon: "eye-off", run: () => run(inbox.hide(one)) },
    { label: words.clear, icon: "trash", isDanger: true, run: () => void clear(app, conversationId) },
  ];
}
