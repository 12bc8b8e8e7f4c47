import type { InboxItem } from "@parley/sdk";
import { createMemo, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxRoute, pathOf } from "../../app/router.ts";
import { inboxTime } from "../../i18n/dates.ts";
import { text } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { typingText } from "../member/typing-text.ts";
import { MessageStateIcon } from "../message/message-state-icon.tsx";
import { avatarId, conversationTitle } from "./conversation-title.ts";
import { messagePreview } from "./message-preview.ts";

/** One conversation in the inbox: who, when, what was said last, how much is unread. A real link. */
export function InboxRow(props: { item: InboxItem; now: number }): JSX.Element {
  const app = useApp();
  const id = () => props.item.conversation.id;
  const isOpen = createMemo(() => app.openConversationId() === id());
  const title = () => conversationTitle(props.item);
  const draft = () => (isOpen() ? "" : (app.drafts().get(id())?.trim() ?? ""));
  const typing = () => typingText(app, app.typing().get(id()) ?? [], props.item);
  const isOnline = () => props.item.peer !== null && app.onlineUserIds().has(props.item.peer.id);
  const ownState = () => {
    const last = props.item.lastMessage;
    return last?.isMine && last.state !== "recalled" ? last.state : null;
  };
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    app.openConversation(id());
  };
  return (
    <a
      class="inbox-row"
      classList={{ "inbox-row-open": isOpen(), "inbox-row-unread": props.item.unread > 0 }}
      href={pathOf(inboxRoute(id()))}
      aria-current={isOpen() ? "page" : undefined}
      onClick={open}
    >
      <Avatar id={avatarId(props.item)} name={title()} image={props.item.avatar} isOnline={isOnline()} />
      <span class="inbox-row-text">
        <span class="inbox-row-line">
          <span class="inbox-row-title">{title()}</span>
          <Show when={draft() === "" && ownState()}>
            {(state) => <MessageStateIcon state={state()} isRead={false} />}
          </Show>
          <time class="inbox-row-time">{inboxTime(props.item.lastActiveAt, props.now)}</time>
        </span>
        <span class="inbox-row-line">
          <span class="inbox-row-preview">
            <Show when={typing() === ""} fallback={<span class="typing-text">{typing()}</span>}>
              <Show when={draft()} fallback={messagePreview(app, props.item)}>
                <span class="draft-mark">{text().inbox.draft}</span> {draft()}
              </Show>
            </Show>
          </span>
          <Show when={props.item.unread > 0}>
            <span class="unread-pill">
              <span aria-hidden="true">{props.item.unread > 99 ? "99+" : props.item.unread}</span>
              <span class="visually-hidden">{text().inbox.unread(props.item.unread)}</span>
            </span>
          </Show>
        </span>
      </span>
    </a>
  );
}
