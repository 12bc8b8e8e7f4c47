import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { PersonRow } from "./person-row.tsx";
import { createPersonSearch } from "./person-search.ts";

/** Finds somebody and opens the conversation with them. */
export function FindPersonDialog(): JSX.Element {
  const app = useApp();
  const [query, setQuery] = createSignal("");
  const search = createPersonSearch(app, query);
  const note = createMemo(() => {
    if (query().trim() === "") return text().user.findHint;
    if (search.error() !== null) return errorText(search.error());
    if (search.results().length > 0) return null;
    return search.isSearching() ? text().user.searching : text().user.noneFound;
  });
  const open = (userId: number) => {
    app.openDirect(userId).catch((error: unknown) => showToast(errorText(error)));
  };
  const openFirst = (event: SubmitEvent) => {
    event.preventDefault();
    const [first] = search.results();
    if (first !== undefined) open(first.id);
  };
  return (
    <Dialog title={text().user.findTitle} class="dialog-search" onClose={() => app.setOverlay(null)}>
      <form onSubmit={openFirst}>
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
              <button type="button" class="person-row" onClick={() => open(user.id)}>
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
