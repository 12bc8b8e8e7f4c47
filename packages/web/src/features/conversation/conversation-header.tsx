import type { InboxItem } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { isNarrow } from "../../platform/media.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { typingText } from "../member/typing-text.ts";
import { avatarId, conversationTitle, isComposed } from "./conversation-title.ts";
import { isDetailsShown, isSearchShown, toggleDetails, toggleSearch } from "./details-toggle.ts";

/** Who the conversation is with, whether they are there, whether they type. */
export function ConversationHeader(props: { item: InboxItem | undefined }): JSX.Element {
  const app = useApp();
  const isOnline = () => props.item?.peer != null && app.onlineUserIds().has(props.item.peer.id);
  const typing = () => typingText(app, props.item);
  const status = () => {
    if (props.item === undefined) return "";
    if (props.item.conversation.kind === "notes") return text().inbox.notesHint;
    if (props.item.peer === null) return text().conversation.members(props.item.conversation.memberCount);
    if (app.isConnectionLost()) return "";
    return isOnline() ? text().common.online : text().common.offline;
  };
  const label = () =>
    isDetailsShown(app) ? text().conversation.hideDetails : text().conversation.showDetails;
  return (
    <header class="pane-header conversation-header">
      <Show when={isNarrow()}>
        <IconButton icon="back" label={text().common.back} onClick={() => app.router.leave()} />
      </Show>
      <Show when={props.item} fallback={<span class="header-spacer" />}>
        {(item) => (
          <button type="button" class="header-identity" title={label()} onClick={() => toggleDetails(app)}>
            <Avatar
              id={avatarId(item())}
              name={conversationTitle(item())}
              image={item().avatar}
              isComposed={isComposed(item())}
              size="small"
              isOnline={isOnline()}
            />
            <span class="header-text">
              <span class="header-name" dir="auto">
                {conversationTitle(item())}
              </span>
              <span class="header-status" classList={{ "header-status-online": isOnline() }}>
                <Show when={typing()} fallback={status()}>
                  <span class="typing-text">{typing()}</span>
                  <span class="typing-dots" aria-hidden="true">
                    <i />
                    <i />
                    <i />
                  </span>
                </Show>
              </span>
            </span>
          </button>
        )}
      </Show>
      <Show when={props.item}>
        <IconButton
          icon="search"
          label={text().common.search}
          isPressed={isSearchShown(app)}
          onClick={() => toggleSearch(app)}
        />
        <IconButton
          icon="info"
          label={label()}
          isPressed={isDetailsShown(app)}
          onClick={() => toggleDetails(app)}
        />
      </Show>
    </header>
  );
}
