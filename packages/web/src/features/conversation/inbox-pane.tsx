import { createMemo, createSignal, For, type JSX, Match, Show, Suspense, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { createLasting, createMinuteClock } from "../../platform/clock.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { openMenuFrom } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import { GuestHint } from "../account/guest-hint.tsx";
import { InboxFilters } from "./inbox-filters.tsx";
import { type InboxFilter, isShownIn } from "./inbox-marks.ts";
import { InboxRow } from "./inbox-row.tsx";
import { openLobby } from "./open-lobby.ts";

const NotificationHint = lazyPart(
  async () => (await import("../notification/notification-hint.tsx")).NotificationHint,
);
const catchingUpAfterMs = 600;

/** The list of conversations with what is above it: the way to everybody else, new conversations. */
export function InboxPane(): JSX.Element {
  const app = useApp();
  const clock = createMinuteClock();
  // A moment of it comes with every start and is nothing to tell of.
  const isCatchingUp = createLasting(() => app.connection().status === "behind", catchingUpAfterMs);
  // Keyed by id, so that a line moves instead of being drawn anew when its conversation becomes the newest.
  const [filter, setFilter] = createSignal<InboxFilter>("all");
  const ids = createMemo(() =>
    app
      .inbox()
      .items.filter((item) => isShownIn(item, filter(), clock()))
      .map((item) => item.conversation.id),
  );
  const byId = createMemo(() => new Map(app.inbox().items.map((item) => [item.conversation.id, item])));
  const openNewMenu = (anchor: Element) =>
    openMenuFrom(
      text().inbox.newConversation,
      [
        { label: text().inbox.newDirect, icon: "person", run: () => app.setOverlay("find-person") },
        { label: text().inbox.newGroup, icon: "group", run: () => app.setOverlay("new-group") },
        { label: text().inbox.lobby, icon: "conversations", run: () => openLobby(app) },
        {
          label: text().inbox.notes,
          icon: "edit",
          run: () =>
            app.client.conversations.openNotes().then(
              ({ conversation }) => app.openConversation(conversation.id),
              (error: unknown) => showToast(errorText(error)),
            ),
        },
      ],
      anchor,
    );
  return (
    <nav class="inbox" aria-label={text().inbox.title}>
      <header class="pane-header">
        <h1 class="pane-title">{isCatchingUp() ? text().connection.catchingUp : text().inbox.title}</h1>
        <Show when={!app.isGuest()}>
          <IconButton
            icon="new-chat"
            label={text().inbox.newConversation}
            hasMenu
            onClick={(event) => openNewMenu(event.currentTarget)}
          />
        </Show>
      </header>
      <Show when={!app.isGuest()} fallback={<GuestHint />}>
        <div class="inbox-search">
          <button type="button" class="search-field search-button" onClick={() => app.setOverlay("switcher")}>
            <Icon name="search" size={18} />
            <span>{text().inbox.find}</span>
          </button>
        </div>
      </Show>
      <Suspense>
        <NotificationHint />
      </Suspense>
      <InboxFilters filter={filter()} now={clock()} onChange={setFilter} />
      <Switch>
        <Match when={!app.inbox().isLoaded}>
          <div class="inbox-list" aria-busy="true">
            <For each={[1, 2, 3, 4, 5, 6]}>
              {() => (
                <div class="skeleton-row">
                  <span class="skeleton skeleton-round" />
                  <span class="skeleton-lines">
                    <span class="skeleton" />
                    <span class="skeleton" />
                  </span>
                </div>
              )}
            </For>
          </div>
        </Match>
        <Match when={ids().length === 0 && app.inbox().items.length > 0}>
          <div class="empty-state">
            <p class="empty-hint">{text().inboxMenu.none}</p>
          </div>
        </Match>
        <Match when={ids().length === 0}>
          <div class="empty-state">
            <p class="empty-title">{text().inbox.empty}</p>
            <p class="empty-hint">{app.isGuest() ? text().inbox.guestHint : text().inbox.emptyHint}</p>
            <Show when={!app.isGuest()}>
              <button
                type="button"
                class="button button-primary"
                onClick={() => app.setOverlay("find-person")}
              >
                {text().inbox.newDirect}
              </button>
              <button type="button" class="button" onClick={() => app.setOverlay("new-group")}>
                {text().inbox.newGroup}
              </button>
            </Show>
          </div>
        </Match>
        <Match when={true}>
          <ul class="inbox-list">
            <For each={ids()}>
              {(id) => (
                <li>
                  <Show when={byId().get(id)}>{(item) => <InboxRow item={item()} now={clock()} />}</Show>
                </li>
              )}
            </For>
          </ul>
        </Match>
      </Switch>
    </nav>
  );
}
