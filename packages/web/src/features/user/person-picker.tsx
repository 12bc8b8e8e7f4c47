import "../../styles/features/group.css";
import type { User } from "@parley/sdk";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { PersonRow } from "./person-row.tsx";
import { createPersonSearch } from "./person-search.ts";

export interface PersonPickerProps {
  picked: readonly User[];
  onChange: (picked: readonly User[]) => void;
  /** Who cannot be picked, such as who is in the group already. */
  without?: ReadonlySet<number> | undefined;
}

/** Picks several people: those one writes with and one's contacts, or whoever is searched for. */
export function PersonPicker(props: PersonPickerProps): JSX.Element {
  const app = useApp();
  const [query, setQuery] = createSignal("");
  const search = createPersonSearch(app, query);
  const known = createMemo(() => {
    const contacts = app.contacts().groups.flatMap(({ items }) => items.flatMap(({ user }) => user ?? []));
    const peers = app.inbox().items.flatMap((item) => item.peer ?? []);
    return [...new Map([...peers, ...contacts].map((user) => [user.id, user])).values()];
  });
  const offered = createMemo(() => {
    const people = query().trim() === "" ? known() : search.results();
    return people.filter(({ id }) => id !== app.session()?.user.id && !props.without?.has(id));
  });
  const note = () => {
    if (query().trim() === "") return text().user.findHint;
    if (search.error() !== null) return errorText(search.error());
    return search.isSearching() ? text().user.searching : text().user.noneFound;
  };
  const isPicked = (user: User) => props.picked.some((other) => other.id === user.id);
  const toggle = (user: User) =>
    props.onChange(
      isPicked(user) ? props.picked.filter((other) => other.id !== user.id) : [...props.picked, user],
    );
  return (
    <>
      <div class="chips" aria-live="polite">
        <For each={props.picked}>
          {(user) => (
            <button
              type="button"
              class="chip"
              aria-label={text().group.remove(user.nickname)}
              onClick={() => toggle(user)}
            >
              {user.nickname}
              <Icon name="close" size={14} />
            </button>
          )}
        </For>
      </div>
      <SearchField label={text().group.pickPeople} value={query()} onInput={setQuery} maxLength={50} />
      <ul class="person-list person-list-tall">
        <For each={offered()}>
          {(user) => (
            <li>
              <button
                type="button"
                class="person-row"
                aria-pressed={isPicked(user)}
                onClick={() => toggle(user)}
              >
                <PersonRow
                  user={user}
                  end={
                    <span class="pick-mark" classList={{ "pick-mark-on": isPicked(user) }}>
                      <Show when={isPicked(user)}>
                        <Icon name="check" size={14} />
                      </Show>
                    </span>
                  }
                />
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={offered().length === 0}>
        <p class="dialog-note">{note()}</p>
      </Show>
    </>
  );
}
