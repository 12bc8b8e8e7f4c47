import { avatarColor } from "@parley/protocol/initials";
import type { TimelineMessage } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullTime, timeOfDay } from "../../i18n/dates.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { userName } from "../user/user-name.ts";
import { expiryLabel } from "./composer-menu.ts";
import { MessageContentView } from "./message-content-view.tsx";
import { MessageStateIcon } from "./message-state-icon.tsx";
import { Quote } from "./quote.tsx";
import type { TimelineModel } from "./timeline-model.ts";

export interface MessageBubbleProps {
  message: TimelineMessage;
  model: TimelineModel;
  showsAuthor: boolean;
}

/** What a message says: whom it answers, its content, when, how far it came. */
export function MessageBubble(props: MessageBubbleProps): JSX.Element {
  const app = useApp();
  const message = () => props.message;
  const reached = () => {
    const { seq } = message();
    if (seq === null || seq > props.model.peerDeliveredSeq()) return "server";
    return seq <= props.model.peerReadSeq() ? "read" : "delivered";
  };
  return (
    <div class="bubble" classList={{ "bubble-sticker": message().content?.type === "sticker" }}>
      <Show when={props.showsAuthor}>
        <p class={`message-author author-color-${avatarColor(message().senderId)}`}>
          {userName(app, message().senderId)}
        </p>
      </Show>
      <Show when={message().forwarded}>
        {(origin) => (
          <p class="forwarded-from">
            <Icon name="forward" size={13} />
            {talkText().forwardedFrom(userName(app, origin().senderId))}
          </p>
        )}
      </Show>
      <Show when={message().replyTo}>
        {(target) => (
          <Quote
            quoted={props.model.quoted.get(target())}
            onOpen={() => app.openMessage(message().conversationId, target().seq)}
          />
        )}
      </Show>
      <MessageContentView message={message()} />
      <span class="message-meta" title={fullTime(message().sentAt)}>
        <Show when={message().pinnedAt !== undefined}>
          <span class="meta-icon" role="img" aria-label={talkText().pinned} title={talkText().pinned}>
            <Icon name="pin" size={12} />
          </span>
        </Show>
        <Show when={message().expire}>
          {(expire) => (
            <span
              class="meta-icon"
              role="img"
              aria-label={expiryLabel(expire())}
              title={expiryLabel(expire())}
            >
              <Icon name="clock" size={12} />
            </span>
          )}
        </Show>
        <Show when={message().isSilent}>
          <span class="meta-icon" role="img" aria-label={talkText().silent} title={talkText().silent}>
            <Icon name="silent" size={12} />
          </span>
        </Show>
        <Show when={message().editedAt}>
          {(editedAt) => <span title={fullTime(editedAt())}>{talkText().edited}</span>}
        </Show>
        <time dateTime={new Date(message().sentAt).toISOString()}>{timeOfDay(message().sentAt)}</time>
        <Show when={message().isMine}>
          <MessageStateIcon state={message().state} reached={reached()} />
        </Show>
      </span>
    </div>
  );
}
