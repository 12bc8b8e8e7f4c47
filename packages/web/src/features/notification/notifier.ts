/**
 * Tells of new messages where nobody looks: a notification of the browser for each conversation, and a sound. Follows
 * the inbox, so that many messages make one notification and those missed in sleep are told of as well. Owns which
 * notifications this page has shown; they are taken away when their conversation is read, on whatever device.
 */
import type { InboxItem } from "@parley/sdk";
import { createEffect, type JSX, on, onCleanup } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxRoute, parsePath, pathOf } from "../../app/router.ts";
import { timeOfDayKey } from "../../i18n/dates.ts";
import { text } from "../../i18n/language.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { chime } from "../../platform/chime.ts";
import { now } from "../../platform/clock.ts";
import { isTouch } from "../../platform/media.ts";
import { closeNotification, onNotificationPressed, showNotification } from "../../platform/notifications.ts";
import { joinTabs } from "../../platform/tabs.ts";
import { conversationTitle } from "../conversation/conversation-title.ts";
import { messagePreview } from "../conversation/message-preview.ts";
import { isUnfinished, noticeOf, type Told } from "./notification-rule.ts";

/** Long enough for a message to be read on another device that shows it. */
const pauseMs = 500;

export function Notifier(): JSX.Element {
  const app = useApp();
  const mayTell = joinTabs();
  const told = new Map<number, Told>();
  const shown = new Set<number>();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let isBegun = false;
  const open = (path: string) => app.router.navigate(parsePath(path));
  const itemOf = (id: number) => app.inbox().items.find(({ conversation }) => conversation.id === id);

  const tell = async (id: number, isSounding: boolean) => {
    timers.delete(id);
    const item = itemOf(id);
    const notification = app.settings()?.notification;
    if (item === undefined || item.unread === 0 || notification === undefined) return;
    if (!(await mayTell())) return;
    if (isSounding && !isTouch()) chime();
    shown.add(id);
    await showNotification(
      {
        tag: `conversation-${id}`,
        title: notification.showsText ? conversationTitle(item) : text().app.name,
        body: notification.showsText ? messagePreview(app, item) : settingsText().notification.newMessage,
        path: pathOf(inboxRoute(id)),
        // Of a phone it is the system that sounds, which knows whether it is switched to silence.
        isSilent: !isSounding || !isTouch(),
      },
      open,
    );
  };
  const look = (item: InboxItem) => {
    const { id } = item.conversation;
    if (item.unread === 0 && shown.delete(id)) void closeNotification(`conversation-${id}`);
    if (isUnfinished(item)) return;
    const before = told.get(id) ?? { seq: 0, mentions: 0 };
    told.set(id, { seq: item.lastSeq, mentions: item.mentions });
    const notification = app.settings()?.notification;
    if (!isBegun || notification === undefined) return;
    const time = now();
    const notice = noticeOf(item, before, { notification, now: time, timeOfDay: timeOfDayKey(time) });
    if (notice === "none") return;
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => void tell(id, notice === "sounding"), pauseMs),
    );
  };
  createEffect(
    on([app.inbox, () => app.connection().status === "online"], ([{ items }, isOnline]) => {
      for (const item of items) look(item);
      // What came while the page was closed is no news to whoever opens it.
      isBegun ||= isOnline;
    }),
  );
  onCleanup(onNotificationPressed(open));
  onCleanup(() => {
    for (const timer of timers.values()) clearTimeout(timer);
  });
  return null;
}
