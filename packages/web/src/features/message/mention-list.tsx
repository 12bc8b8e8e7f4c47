import { For, type JSX, Show } from "solid-js";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { PersonRow } from "../user/person-row.tsx";
import type { MentionChoice, MentionSearch } from "./mention-search.ts";

export const mentionListId = "mention-list";
export const mentionOptionId = (index: number) => `${mentionListId}-${index}`;

/** Whom an `@` may mean, above the message box; the keyboard stays in the box. */
export function MentionList(props: {
  search: MentionSearch;
  onPick: (choice: MentionChoice) => void;
}): JSX.Element {
  return (
    <Show when={props.search.choices().length > 0 || props.search.absent().length > 0}>
      <div
        id={mentionListId}
        class="mention-list"
        role="listbox"
        tabindex="-1"
        aria-label={talkText().mentionList}
        // The message box keeps the focus.
        onPointerDown={(event) => event.preventDefault()}
      >
        <For each={props.search.choices()}>
          {(choice, index) => (
            <button
              type="button"
              id={mentionOptionId(index())}
              role="option"
              tabindex="-1"
              class="person-row"
              classList={{ "person-row-active": index() === props.search.active() }}
              aria-selected={index() === props.search.active()}
              onClick={() => props.onPick(choice)}
            >
              <Show
                when={choice.user}
                fallback={
                  <>
                    <span class="row-icon">
                      <Icon name="group" size={18} />
                    </span>
                    <span class="person-text">
                      <span class="person-name">@{talkText().mentionAll}</span>
                      <span class="person-note">{talkText().mentionAllHint}</span>
                    </span>
                  </>
                }
              >
                {(user) => <PersonRow user={user()} />}
              </Show>
            </button>
          )}
        </For>
        <For each={props.search.absent()}>
          {(user) => (
            <button
              type="button"
              class="person-row mention-absent"
              role="option"
              aria-selected={false}
              tabindex="-1"
              disabled
            >
              <PersonRow user={user} end={<span class="person-note">{talkText().notInGroup}</span>} />
            </button>
          )}
        </For>
      </div>
    </Show>
  );
}
