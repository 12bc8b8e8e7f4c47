import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import { useApp } from "../../app/app-context.ts";
import type { ContactsPlace, contactLists } from "../../app/places.ts";
import { pathOf, type Route } from "../../app/router.ts";
import { text } from "../../i18n/language.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { ContactRowView } from "./contact-row.tsx";
import { contactRows, initialsOf, starInitial } from "./contact-rows.ts";

/** The user's contacts by initial, with a search; above them the way to requests and blocked people. */
export function ContactList(props: { place: ContactsPlace | null }): JSX.Element {
  const app = useApp();
  const [query, setQuery] = createSignal("");
  const rows = createMemo(() => contactRows(app.contacts(), query()));
  const words = () => peopleText().list;
  return (
    <nav class="contact-list" aria-label={text().contacts.title}>
      <header class="pane-header">
        <h1 class="pane-title">{text().contacts.title}</h1>
        <Show when={!app.isGuest()}>
          <IconButton
            icon="add-person"
            label={words().newContact}
            onClick={() => app.setOverlay("find-contact")}
          />
        </Show>
      </header>
      <div class="inbox-search">
        <SearchField label={words().search} value={query()} onInput={setQuery} maxLength={50} />
      </div>
      <ul class="contact-links">
        <li>
          <PlaceLink
            place="requests"
            icon="add-person"
            label={words().requests}
            isOpen={props.place === "requests"}
            count={app.requests().pendingCount}
          />
        </li>
        <li>
          <PlaceLink
            place="blocked"
            icon="block"
            label={words().blocked}
            isOpen={props.place === "blocked"}
          />
        </li>
        <Show when={!app.isGuest()}>
          <li>
            <PlaceLink
              place="groups"
              icon="group"
              label={words().publicGroups}
              isOpen={props.place === "groups"}
            />
          </li>
        </Show>
      </ul>
      <Switch fallback={<ContactRows rows={rows()} place={props.place} />}>
        <Match when={!app.contacts().isLoaded}>
          <div class="contact-scroller" aria-busy="true" />
        </Match>
        <Match when={app.contacts().count === 0}>
          <div class="empty-state">
            <p class="empty-title">{words().empty}</p>
            <p class="empty-hint">{words().emptyHint}</p>
            <Show when={!app.isGuest()}>
              <button
                type="button"
                class="button button-primary"
                onClick={() => app.setOverlay("find-contact")}
              >
                {words().newContact}
              </button>
            </Show>
          </div>
        </Match>
        <Match when={rows().length === 0}>
          <div class="empty-state">
            <p class="empty-hint">{words().noneFound}</p>
          </div>
        </Match>
      </Switch>
    </nav>
  );
}

function ContactRows(props: {
  rows: ReturnType<typeof contactRows>;
  place: ContactsPlace | null;
}): JSX.Element {
  const [handle, setHandle] = createSignal<VirtualizerHandle>();
  const initials = createMemo(() => initialsOf(props.rows));
  // Keyed by text, so that a row keeps its element when others come and go.
  const keys = createMemo(() => props.rows.map(({ key }) => key));
  const byKey = createMemo(() => new Map(props.rows.map((row) => [row.key, row])));
  const show = (initial: string) => {
    const index = props.rows.findIndex((row) => row.kind === "heading" && row.initial === initial);
    handle()?.scrollToIndex(index, { align: "start" });
  };
  return (
    <div class="contact-rows">
      <div class="contact-scroller" tabindex="-1">
        <Virtualizer ref={(next?: VirtualizerHandle) => setHandle(next)} data={keys()} bufferSize={300}>
          {(key) => (
            <Show when={byKey().get(key)}>
              {(row) => <ContactRowView row={row()} openId={props.place} />}
            </Show>
          )}
        </Virtualizer>
      </div>
      <Show when={initials().length > 2}>
        <ol class="letter-index" aria-label={peopleText().list.index}>
          <For each={initials()}>
            {(initial) => (
              <li>
                <button
                  type="button"
                  aria-label={initial === starInitial ? peopleText().list.starred : initial}
                  onClick={() => show(initial)}
                >
                  {initial}
                </button>
              </li>
            )}
          </For>
        </ol>
      </Show>
    </div>
  );
}

interface PlaceLinkProps {
  place: (typeof contactLists)[number];
  icon: IconName;
  label: string;
  isOpen: boolean;
  count?: number;
}

function PlaceLink(props: PlaceLinkProps): JSX.Element {
  const app = useApp();
  const route = (): Route => ({ page: "contacts", place: props.place });
  return (
    <a
      class="inbox-row contact-link"
      classList={{ "inbox-row-open": props.isOpen }}
      href={pathOf(route())}
      aria-current={props.isOpen ? "page" : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        app.router.navigate(route());
      }}
    >
      <span class={`contact-link-icon contact-link-${props.place}`}>
        <Icon name={props.icon} size={18} />
      </span>
      <span class="inbox-row-title">{props.label}</span>
      <Show when={props.count}>
        <span class="unread-pill">
          <span aria-hidden="true">{(props.count ?? 0) > 99 ? "99+" : props.count}</span>
          <span class="visually-hidden">{text().contacts.pending(props.count ?? 0)}</span>
        </span>
      </Show>
    </a>
  );
}
