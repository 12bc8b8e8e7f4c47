import type { TimelineMessage } from "@parley/sdk";
import { For, type JSX, Show } from "solid-js";
import { isLiving } from "../../actions/message-action.ts";
import { useApp } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { userName } from "../user/user-name.ts";
import { toggleReaction } from "./react-action.ts";

const namedMax = 12;

/** Under a bubble: each emoji with how many react so. A click adds one's own, or takes it back, where anything may change. */
export function ReactionChips(props: { message: TimelineMessage }): JSX.Element {
  const app = useApp();
  const selfId = () => app.session()?.user.id ?? 0;
  const emojis = () => props.message.reactions?.map(({ emoji }) => emoji) ?? [];
  const usersOf = (emoji: string) =>
    props.message.reactions?.find((reaction) => reaction.emoji === emoji)?.userIds ?? [];
  const names = (emoji: string) => {
    const ids = usersOf(emoji);
    const shown = ids.slice(0, namedMax).map((id) => userName(app, id));
    return ids.length > namedMax ? `${shown.join(", ")} +${ids.length - namedMax}` : shown.join(", ");
  };
  return (
    <Show when={emojis().length > 0}>
      <div class="reactions">
        <For each={emojis()}>
          {(emoji) => (
            <button
              type="button"
              class="reaction"
              title={names(emoji)}
              aria-label={talkText().reacted(emoji, usersOf(emoji).length)}
              aria-pressed={usersOf(emoji).includes(selfId())}
              disabled={!isLiving(app.openItem())}
              onClick={() => void toggleReaction(app, props.message, emoji)}
            >
              <span>{emoji}</span>
              <span class="reaction-count">{usersOf(emoji).length}</span>
            </button>
          )}
        </For>
      </div>
    </Show>
  );
}
