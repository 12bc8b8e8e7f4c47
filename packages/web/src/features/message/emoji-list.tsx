import { For, type JSX, Show } from "solid-js";
import { talkText } from "../../i18n/talk/talk-text.ts";
import type { EmojiSearch } from "./emoji-search.ts";

export const emojiListId = "emoji-list";
export const emojiOptionId = (index: number) => `${emojiListId}-${index}`;

/** Which emoji a `:name` may mean, above the message box; the keyboard stays in the box. */
export function EmojiList(props: { search: EmojiSearch; onPick: (emoji: string) => void }): JSX.Element {
  return (
    <Show when={props.search.choices().length > 0}>
      <div
        id={emojiListId}
        class="mention-list"
        role="listbox"
        tabindex="-1"
        aria-label={talkText().emojiList}
        // The message box keeps the focus.
        onPointerDown={(event) => event.preventDefault()}
      >
        <For each={props.search.choices()}>
          {({ emoji, name }, index) => (
            <button
              type="button"
              id={emojiOptionId(index())}
              role="option"
              tabindex="-1"
              class="person-row"
              classList={{ "person-row-active": index() === props.search.active() }}
              aria-selected={index() === props.search.active()}
              onClick={() => props.onPick(emoji)}
            >
              <span class="row-emoji">{emoji}</span>
              <span class="person-note">:{name}:</span>
            </button>
          )}
        </For>
      </div>
    </Show>
  );
}
