import { type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import type { ContactsPlace } from "../../app/places.ts";
import { pathOf, type Route } from "../../app/router.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { type ContactRow, starInitial } from "./contact-rows.ts";

type PersonRowOf = Extract<ContactRow, { kind: "person" }>;

/** A heading, or a contact as a link to their profile. */
export function ContactRowView(props: { row: ContactRow; openId: ContactsPlace | null }): JSX.Element {
  return (
    <Switch>
      <Match when={props.row.kind === "heading" && props.row}>
        {(row) => (
          <h2 class="contact-heading">
            {row().initial === starInitial ? peopleText().list.starred : row().initial}
          </h2>
        )}
      </Match>
      <Match when={props.row.kind === "person" && props.row}>
        {(row) => <ContactLink row={row()} isOpen={row().item.contact.userId === props.openId} />}
      </Match>
    </Switch>
  );
}

function ContactLink(props: { row: PersonRowOf; isOpen: boolean }): JSX.Element {
  const app = useApp();
  const item = () => props.row.item;
  const id = () => item().contact.userId;
  const route = (): Route => ({ page: "contacts", place: id() });
  return (
    <a
      class="inbox-row contact-row"
      classList={{ "inbox-row-open": props.isOpen }}
      href={pathOf(route())}
      aria-current={props.isOpen ? "page" : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        app.router.navigate(route());
      }}
    >
      <Avatar
        id={id()}
        name={item().name}
        image={item().user?.avatar ?? null}
        size="small"
        isOnline={app.onlineUserIds().has(id())}
      />
      <span class="person-text">
        <span class="person-name">{item().name}</span>
        <Show when={item().contact.tags.length > 0}>
          <span class="person-note">{item().contact.tags.join(" · ")}</span>
        </Show>
      </span>
    </a>
  );
}
