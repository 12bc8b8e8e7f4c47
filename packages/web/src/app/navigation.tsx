import { For, type JSX, Show } from "solid-js";
import { AccountButton } from "../features/account/account-button.tsx";
import { text } from "../i18n/language.ts";
import { isNarrow } from "../platform/media.ts";
import { Icon } from "../ui/icon.tsx";
import { useApp } from "./app-context.ts";
import { type NavigationEntry, navigationEntries } from "./navigation-entries.ts";
import { parentOf, pathOf } from "./router.ts";

/** The way between the pages: a rail at the side; on a phone tabs, which give way to an open conversation. */
export function Navigation(): JSX.Element {
  const app = useApp();
  const isShown = () => !isNarrow() || parentOf(app.router.route()) === null;
  return (
    <Show when={isShown()}>
      <nav class="navigation" aria-label={text().app.navigation}>
        <Show when={!isNarrow()}>
          <AccountButton />
        </Show>
        <ul class="navigation-entries">
          <For each={navigationEntries.filter((entry) => entry.isShown?.(app) ?? true)}>
            {(entry) => (
              <li>
                <NavigationLink entry={entry} />
              </li>
            )}
          </For>
        </ul>
      </nav>
    </Show>
  );
}

function NavigationLink(props: { entry: NavigationEntry }): JSX.Element {
  const app = useApp();
  const isOpen = () => app.router.route().page === props.entry.page;
  const count = () => props.entry.count?.(app) ?? 0;
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    app.openPage(props.entry.page);
  };
  return (
    <a
      class="navigation-entry"
      href={pathOf(app.lastRoute(props.entry.page))}
      aria-current={isOpen() ? "page" : undefined}
      onClick={open}
    >
      <span class="navigation-icon">
        <Icon name={props.entry.icon} size={22} />
        <Show when={count() > 0}>
          <span class="unread-pill navigation-count" aria-hidden="true">
            {count() > 99 ? "99+" : count()}
          </span>
        </Show>
      </span>
      <span>{props.entry.label()}</span>
      <Show when={count() > 0}>
        <span class="visually-hidden">{props.entry.countLabel?.(count())}</span>
      </Show>
    </a>
  );
}
