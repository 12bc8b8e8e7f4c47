import "../../styles/features/message-cards.css";
import type { Message } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxRoute, pathOf } from "../../app/router.ts";
import { fullTime, inboxTime } from "../../i18n/dates.ts";
import { createMinuteClock } from "../../platform/clock.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { conversationTitle } from "../conversation/conversation-title.ts";
import { userName } from "../user/user-name.ts";
import { contentWords } from "./content-words.ts";

export interface MessageCardProps {
  message: Message;
  conversationId: number;
  /** Say where it is: it stands among messages of other conversations. */
  hasPlace?: boolean;
  /** What of it is shown instead of all its words. */
  words?: JSX.Element;
  isActive?: boolean;
  onOpen: () => void;
  /** Beside it, such as a button that removes it from the list. */
  end?: JSX.Element;
}

/** A message in a list away from its conversation; a click leads there. */
export function MessageCard(props: MessageCardProps): JSX.Element {
  const app = useApp();
  const clock = createMinuteClock();
  const author = () => userName(app, props.message.senderId);
  const place = () => {
    const item = app.inbox().items.find(({ conversation }) => conversation.id === props.conversationId);
    return item === undefined ? "" : conversationTitle(item);
  };
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    props.onOpen();
  };
  return (
    <div class="message-card" classList={{ "message-card-active": props.isActive }}>
      <a
        class="message-card-link"
        href={pathOf(inboxRoute(props.conversationId, null, props.message.seq))}
        onClick={open}
      >
        <Avatar
          id={props.message.senderId}
          name={author()}
          image={app.users().get(props.message.senderId)?.avatar ?? null}
          size="small"
        />
        <span class="message-card-text">
          <span class="message-card-line">
            <span class="message-card-author">{author()}</span>
            <Show when={props.hasPlace && place()}>
              <span class="message-card-place">{place()}</span>
            </Show>
            <time class="message-card-time" title={fullTime(props.message.sentAt)}>
              {inboxTime(props.message.sentAt, clock())}
            </time>
          </span>
          <span class="message-card-words" dir="auto">
            <Show when={props.words} fallback={contentWords(props.message.content)}>
              {props.words}
            </Show>
          </span>
        </span>
      </a>
      {props.end}
    </div>
  );
}
