import { type JSX, Show } from "solid-js";
import type { MessageContext } from "../../actions/message-action.ts";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { now } from "../../platform/clock.ts";
import { isTouch } from "../../platform/media.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { openMenuAt, openMenuFrom } from "../../ui/menu.tsx";
import { createSelectable } from "../selection/selectable-message.ts";
import { maySelect } from "../selection/selection.ts";
import { userName } from "../user/user-name.ts";
import type { MessageRow } from "./build-rows.ts";
import { FailedNotice } from "./failed-notice.tsx";
import { LinkPreviewCard } from "./link-preview-card.tsx";
import { messageMenu, runByKey } from "./message-actions.ts";
import { MessageBubble } from "./message-bubble.tsx";
import { MessageHoverBar } from "./message-hover-bar.tsx";
import { type MessageWalk, rowElementId } from "./message-walk.ts";
import { quickReactions } from "./react-action.ts";
import { ReactionChips } from "./reaction-chips.tsx";
import type { TimelineModel } from "./timeline-model.ts";
import { UploadNotice } from "./upload-notice.tsx";

export interface MessageItemProps {
  row: MessageRow;
  model: TimelineModel;
  walk: MessageWalk;
  now: () => number;
  /** It was gone to, and is marked for a moment. */
  isFlashed: boolean;
}

/** A message in its bubble, with its author where a group of messages begins and a picture where it ends. */
export function MessageItem(props: MessageItemProps): JSX.Element {
  const app = useApp();
  const message = () => props.row.message;
  const isGroup = () => app.openItem()?.peer === null;
  const author = () => userName(app, message().senderId);
  const context = (): MessageContext => ({ app, message: message(), item: app.openItem(), now: now() });
  const isForMe = () => {
    const selfId = app.session()?.user.id ?? 0;
    return (
      !message().isMine && (message().mentionsAll === true || message().mentions?.includes(selfId) === true)
    );
  };
  const selectable = createSelectable(message, props.model, props.walk);
  const quick = () => quickReactions(context());
  const isOnBubble = ({ target }: MouseEvent, except: string) =>
    target instanceof Element && target.closest(".bubble") !== null && target.closest(except) === null;
  const openMenu = (event: MouseEvent) => {
    event.preventDefault();
    openMenuAt(text().message.actions, messageMenu(context()), event.clientX, event.clientY, quick());
  };
  // A link, or text that was selected, keeps the browser's own menu; a long press picks messages.
  const openContextMenu = (event: MouseEvent) => {
    if (isTouch() && isOnBubble(event, "a")) event.preventDefault();
    if (!isTouch() && isOnBubble(event, "a") && getSelection()?.isCollapsed !== false) openMenu(event);
  };
  const tap = (event: MouseEvent) => {
    if (isTouch() && isOnBubble(event, "a, button") && getSelection()?.isCollapsed !== false) openMenu(event);
  };
  const key = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.target !== event.currentTarget) return;
    if (selectable.onKeyDown(event)) {
      event.preventDefault();
      // An arrow with Shift has walked already.
      event.stopPropagation();
      return;
    }
    if (runByKey(event, context())) return;
    if (!["Enter", " ", "ContextMenu"].includes(event.key)) return;
    event.preventDefault();
    const bubble = event.currentTarget.querySelector(".bubble") ?? event.currentTarget;
    openMenuFrom(text().message.actions, messageMenu(context()), bubble, quick());
  };

  return (
    <article
      id={rowElementId(message().id)}
      class="message"
      classList={{
        "message-mine": message().isMine,
        "message-first": props.row.isFirst,
        "message-last": props.row.isLast,
        "message-failed": message().state === "failed",
        "message-sending": message().state === "sending" || message().state === "uploading",
        "message-flash": props.isFlashed,
        "message-for-me": isForMe(),
        "message-selecting": selectable.isSelecting(),
        "message-selected": selectable.isSelected(),
      }}
      aria-label={author()}
      tabindex={props.walk.isReachable(message().id) ? 0 : -1}
      onFocusIn={() => props.walk.focused(message().id)}
      onKeyDown={key}
      onPointerDown={(event) => selectable.press.onPointerDown(event, isOnBubble(event, "input"))}
      onPointerMove={selectable.press.onPointerMove}
      onPointerUp={selectable.press.end}
      onPointerCancel={selectable.press.end}
      on:click={{ handleEvent: selectable.onClickCapture, capture: true }}
      onClick={tap}
      onContextMenu={openContextMenu}
    >
      <Show when={selectable.isSelecting()}>
        <span class="message-check">
          <input
            type="checkbox"
            class="visually-hidden"
            tabindex="-1"
            checked={selectable.isSelected()}
            disabled={!maySelect(message())}
            aria-label={talkText().selectMessage(author())}
          />
          <Icon name="check" size={14} />
        </span>
      </Show>
      <Show when={!message().isMine && isGroup()}>
        <span class="message-avatar">
          <Show when={props.row.isLast}>
            <button
              type="button"
              class="avatar-button"
              tabindex="-1"
              aria-label={author()}
              title={text().conversation.showProfile}
              onClick={() => app.showPerson(message().senderId)}
            >
              <Avatar
                id={message().senderId}
                name={author()}
                image={app.users().get(message().senderId)?.avatar ?? null}
                size="small"
              />
            </button>
          </Show>
        </span>
      </Show>
      <div class="message-body">
        <MessageBubble
          message={message()}
          model={props.model}
          showsAuthor={!message().isMine && isGroup() && props.row.isFirst}
        />
        <Show when={message().linkPreview}>
          {(preview) => <LinkPreviewCard preview={preview()} message={message()} />}
        </Show>
        <ReactionChips message={message()} />
        <UploadNotice message={message()} />
        <FailedNotice message={message()} />
      </div>
      <MessageHoverBar context={context} />
    </article>
  );
}
