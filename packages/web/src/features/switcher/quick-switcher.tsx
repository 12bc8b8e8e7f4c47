import "../../styles/features/switcher.css";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { createNameSearch } from "./name-search.ts";
import {
  matchingContacts,
  type SwitcherEntry,
  switcherActions,
  switcherConversations,
  switcherPeople,
  switcherSearch,
} from "./switcher-entries.ts";
import { SwitcherRow } from "./switcher-row.tsx";

/** Type part of a name, Enter: there (UX-35). Conversations come from this browser at once, people from the server. */
export function QuickSwitcher(): JSX.Element {
  const app = useApp();
  const [query, setQuery] = createSignal("");
  const [active, setActive] = createSignal(0);
  const search = createNameSearch(app, query);
  const people = () => {
    const found = [...matchingContacts(app, query()), ...search.results()];
    return [...new Map(found.map((user) => [user.id, user])).values()];
  };
  const groups = createMemo(() =>
    [
      {
        title: text().switcher.conversations,
        entries: switcherConversations(app, query(), search.conversationIds()),
      },
      { title: text().switcher.people, entries: switcherPeople(app, people()) },
      { title: text().switcher.messages, entries: switcherSearch(app, query()) },
      { title: text().switcher.actions, entries: switcherActions(app, query()) },
    ].filter((group) => group.entries.length > 0),
  );
  const entries = createMemo(() => groups().flatMap((group) => group.entries));
  const activeEntry = () => entries()[Math.min(active(), entries().length - 1)];
  const optionId = (entry: SwitcherEntry | undefined) =>
    entry === undefined ? undefined : `go-${entry.key}`;

  const run = (entry: SwitcherEntry | undefined) => {
    if (entry === undefined) return;
    app.setOverlay(null);
    Promise.resolve(entry.run()).catch((error: unknown) => showToast(errorText(error)));
  };
  const walk = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      const count = Math.max(1, entries().length);
      setActive((Math.min(active(), count - 1) + by + count) % count);
      document.getElementById(optionId(activeEntry()) ?? "")?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(activeEntry());
    }
  };
  const change = (value: string) => {
    setQuery(value);
    setActive(0);
  };

  return (
    <Dialog
      title={text().switcher.title}
      isBare
      class="switcher dialog-search"
      onClose={() => app.setOverlay(null)}
    >
      <SearchField
        label={text().switcher.placeholder}
        value={query()}
        onInput={change}
        maxLength={50}
        isFocused
        onKeyDown={walk}
        listboxId="switcher-list"
        activeOptionId={optionId(activeEntry())}
      />
      <div id="switcher-list" class="switcher-list" role="listbox" aria-label={text().switcher.title}>
        <For each={groups()}>
          {(group) => (
            <>
              <p class="switcher-heading" role="presentation">
                {group.title}
              </p>
              <For each={group.entries}>
                {(entry) => (
                  <SwitcherRow
                    id={optionId(entry) ?? ""}
                    entry={entry}
                    isActive={entry.key === activeEntry()?.key}
                    onRun={() => run(entry)}
                    onPoint={() => setActive(entries().indexOf(entry))}
                  />
                )}
              </For>
            </>
          )}
        </For>
        <Show when={entries().length === 0}>
          <p class="dialog-note">{search.isSearching() ? text().user.searching : text().switcher.none}</p>
        </Show>
      </div>
    </Dialog>
  );
}
