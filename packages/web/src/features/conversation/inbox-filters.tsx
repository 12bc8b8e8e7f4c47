import { For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Icon } from "../../ui/icon.tsx";
import { type InboxFilter, isArchived, isShownIn } from "./inbox-marks.ts";

export interface InboxFiltersProps {
  filter: InboxFilter;
  now: number;
  onChange: (filter: InboxFilter) => void;
}

/** A short list needs no sieve. */
const shownFromItems = 5;

/** Above the inbox: all, unread, groups, one's folders, the archive. */
export function InboxFilters(props: InboxFiltersProps): JSX.Element {
  const app = useApp();
  const items = () => app.inbox().items;
  const hasArchived = () => items().some((item) => isArchived(item, props.now));
  const filters = (): { filter: InboxFilter; label: string }[] => {
    const words = text().inboxMenu;
    return [
      { filter: "all", label: words.all },
      { filter: "unread", label: words.unread },
      { filter: "groups", label: words.groups },
      ...app.folders().map(({ id, name }) => ({ filter: id, label: name })),
      ...(hasArchived() ? [{ filter: "archived" as const, label: words.archived }] : []),
    ];
  };
  const count = (filter: InboxFilter) =>
    filter === "all"
      ? 0
      : items().filter((item) => item.unread > 0 && isShownIn(item, filter, props.now)).length;
  const markAllRead = () => {
    for (const { conversation, lastSeq, unread } of items())
      if (unread > 0) app.client.inbox.markRead({ conversationId: conversation.id, seq: lastSeq });
  };
  const isShown = () => items().length >= shownFromItems || hasArchived() || app.folders().length > 0;
  return (
    <Show when={isShown()}>
      <div class="inbox-filters" role="toolbar" aria-label={text().inboxMenu.filters}>
        <For each={filters()}>
          {({ filter, label }) => (
            <button
              type="button"
              class="inbox-filter"
              aria-pressed={props.filter === filter}
              onClick={() => props.onChange(filter)}
            >
              {label}
              <Show when={count(filter) > 0}>
                <span class="inbox-filter-count">{count(filter)}</span>
              </Show>
            </button>
          )}
        </For>
        <Show when={props.filter === "unread" && count("unread") > 0}>
          <button type="button" class="inbox-filter inbox-filter-act" onClick={markAllRead}>
            <Icon name="check-double" size={16} />
            {text().inboxMenu.markAllRead}
          </button>
        </Show>
      </div>
    </Show>
  );
}
