import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { PersonRow } from "./person-row.tsx";
import { createPersonSearch } from "./person-search.ts";

export interface FindPersonDialogProps {
  title: string;
  /** Where it is not an overlay of the page. */
  onClose?: () => void;
  onPick: (userId: number) => void;
}

/** Finds somebody by name, username or id. */
export function FindPersonDialog(props: FindPersonDialogProps): JSX.Element {
  const app = useApp();
  const [query, setQuery] = createSignal("");
  const search = createPersonSearch(app, query);
  const note = createMemo(() => {
    if (query().trim() === "") return text().user.findHint;
    if (search.error() !== null) return errorText(search.error());
    if (search.results().length > 0) return null;
    return search.isSearching() ? text().user.searching : text().user.noneFound;
  });
  const pickFirst = (event: SubmitEvent) => {
    event.preventDefault();
    const [first] = search.results();
    if (first !== undefined) props.onPick(first.id);
  };
  return (
    <Dialog
      title={props.title}
      class="dialog-search"
      onClose={() => (props.onClose ?? (() => app.setOverlay(null)))()}
    >
      <form onSubmit={pickFirst}>
        <SearchField
          label={text().user.findPlaceholder}
          value={query()}
          onInput={setQuery}
          maxLength={50}
          isFocused
        />
      </form>
      <ul class="person-list">
        <For each={search.results()}>
          {(user) => (
            <li>
              <button type="button" class="person-row" onClick={() => props.onPick(user.id)}>
                <PersonRow user={user} isOnline={app.onlineUserIds().has(user.id)} />
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={note()}>
        <p class="dialog-note" role="status">
          {note()}
        </p>
      </Show>
    </Dialog>
  );
}
