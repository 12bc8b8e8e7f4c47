import type { InboxItem } from "@parley/sdk";
import { createMemo, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxRoute, pathOf } from "../../app/router.ts";
import { inboxTime } from "../../i18n/dates.ts";
import { text } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { openMenuAt } from "../../ui/menu.tsx";
import { SwipeRow } from "../../ui/swipe-row.tsx";
import { typingText } from "../member/typing-text.ts";
import { MessageStateIcon } from "../message/message-state-icon.tsx";
import { avatarId, conversationTitle, isComposed } from "./conversation-title.ts";
import { isMarkedUnread, isMuted } from "./inbox-marks.ts";
import { archiveItem, inboxMenu, readItem } from "./inbox-menu.ts";
import { messagePreview } from "./message-preview.ts";

/** One conversation in the inbox: who, when, what was said last, how much is unread. A real link. */
export function InboxRow(props: { item: InboxItem; now: number }): JSX.Element {
  const app = useApp();
  const id = () => props.item.conversation.id;
  const isOpen = createMemo(() => app.openConversationId() === id());
  const title = () => conversationTitle(props.item);
  const draft = () => (isOpen() ? "" : (app.drafts().get(id())?.trim() ?? ""));
  const typing = () => typingText(app, props.item);
  const isOnline = () => props.item.peer !== null && app.onlineUserIds().has(props.item.peer.id);
  const ownState = () => {
    const last = props.item.lastMessage;
    return last?.isMine && last.state !== "recalled" ? last.state : null;
  };
  const reached = () => {
    const { lastMessage, peer } = props.item;
    const { delivered, receipts } = app;
    const isAt = (all: ReturnType<typeof receipts>) =>
      (all.get(id())?.get(peer?.id ?? 0) ?? 0) >= (lastMessage?.seq ?? Number.POSITIVE_INFINITY);
    return isAt(receipts()) ? "read" : isAt(delivered()) ? "delivered" : "server";
  };
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    app.openConversation(id());
  };
  // A long press on a phone, the key for menus, the right button of a mouse.
  const openMenu = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    // The key has no place of its own.
    const hasPlace = event.clientX !== 0 || event.clientY !== 0;
    openMenuAt(
      text().inboxMenu.label(title()),
      inboxMenu(app, props.item),
      hasPlace ? event.clientX : box.left,
      hasPlace ? event.clientY : box.bottom,
    );
  };
  return (
    <SwipeRow right={() => readItem(app, props.item)} left={() => archiveItem(app, props.item, props.now)}>
      <a
        class="inbox-row"
        classList={{
          "inbox-row-open": isOpen(),
          "inbox-row-unread": props.item.unread > 0,
          "inbox-row-muted": isMuted(props.item, props.now),
        }}
        href={pathOf(inboxRoute(id()))}
        aria-current={isOpen() ? "page" : undefined}
        onClick={open}
        onContextMenu={openMenu}
      >
        <Avatar
          id={avatarId(props.item)}
          name={title()}
          image={props.item.avatar}
          isComposed={isComposed(props.item)}
          isOnline={isOnline()}
        />
        <span class="inbox-row-text">
          <span class="inbox-row-line">
            <span class="inbox-row-title" dir="auto">
              {title()}
            </span>
            <InboxMarks item={props.item} now={props.now} />
            <Show when={draft() === "" && ownState()}>
              {(state) => <MessageStateIcon state={state()} reached={reached()} />}
            </Show>
            <time class="inbox-row-time">{inboxTime(props.item.lastActiveAt, props.now)}</time>
          </span>
          <span class="inbox-row-line">
            <span class="inbox-row-preview" dir="auto">
              <Show when={typing() === ""} fallback={<span class="typing-text">{typing()}</span>}>
                <Show when={draft()} fallback={messagePreview(app, props.item)}>
                  <span class="draft-mark">{text().inbox.draft}</span> {draft()}
                </Show>
              </Show>
            </span>
            <Show when={props.item.mentions > 0}>
              <span class="unread-pill mention-pill" title={text().inboxMenu.mentioned(props.item.mentions)}>
                <span aria-hidden="true">@</span>
                <span class="visually-hidden">{text().inboxMenu.mentioned(props.item.mentions)}</span>
              </span>
            </Show>
            <Show when={props.item.unread === 0 && isMarkedUnread(props.item)}>
              <span class="unread-mark" role="img" aria-label={text().inboxMenu.unread} />
            </Show>
            <Show when={props.item.unread > 0}>
              <span class="unread-pill">
                <span aria-hidden="true">{props.item.unread > 99 ? "99+" : props.item.unread}</span>
                <span class="visually-hidden">{text().inbox.unread(props.item.unread)}</span>
              </span>
            </Show>
          </span>
        </span>
      </a>
    </SwipeRow>
  );
}

function InboxMarks(props: { item: InboxItem; now: number }): JSX.Element {
  return (
    <>
      <Show when={isMuted(props.item, props.now)}>
        <span
          class="inbox-mark"
          role="img"
          aria-label={text().inboxMenu.muted}
          title={text().inboxMenu.muted}
        >
          <Icon name="silent" size={14} />
        </span>
      </Show>
      <Show when={props.item.own.pinnedAt !== undefined}>
        <span
          class="inbox-mark"
          role="img"
          aria-label={text().inboxMenu.pinned}
          title={text().inboxMenu.pinned}
        >
          <Icon name="pin" size={14} />
        </span>
      </Show>
    </>
  );
}
