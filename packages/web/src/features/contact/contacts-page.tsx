/**
 * Contacts: the list beside whoever or whatever of it is open, or one at a time on a phone. Owns what its addresses
 * show; the people and requests are the SDK's.
 */
import "../../styles/features/contacts.css";
import { ParleyError } from "@parley/sdk";
import { createResource, type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import type { ContactsPlace } from "../../app/places.ts";
import { text } from "../../i18n/language.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { isNarrow } from "../../platform/media.ts";
import { errorText } from "../../ui/error-text.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { PublicGroups } from "../group/public-groups.tsx";
import { PersonProfile } from "../user/person-profile.tsx";
import { BlockedList } from "./blocked-list.tsx";
import { ContactList } from "./contact-list.tsx";
import { RequestList } from "./request-list.tsx";

export function ContactsPage(): JSX.Element {
  const app = useApp();
  const place = (): ContactsPlace | null => {
    const route = app.router.route();
    return route.page === "contacts" ? route.place : null;
  };
  return (
    <div class="page contacts-page" classList={{ "contacts-open": place() !== null }}>
      <ContactList place={place()} />
      <main class="contacts-content">
        <Show
          when={place()}
          fallback={
            <div class="conversation-none">
              <p>{peopleText().list.selectOne}</p>
            </div>
          }
        >
          {(open) => <Place place={open()} />}
        </Show>
      </main>
    </div>
  );
}

function Place(props: { place: ContactsPlace }): JSX.Element {
  const app = useApp();
  const title = () => {
    if (props.place === "requests") return peopleText().requests.title;
    if (props.place === "blocked") return peopleText().list.blocked;
    if (props.place === "groups") return peopleText().list.publicGroups;
    return peopleText().person.title;
  };
  const userId = () => (typeof props.place === "number" ? props.place : null);
  const code = () =>
    typeof props.place === "string" && props.place.startsWith("u/") ? props.place.slice(2) : null;
  return (
    <>
      <header class="pane-header">
        <Show when={isNarrow()}>
          <IconButton icon="back" label={text().common.back} onClick={() => app.router.leave()} />
        </Show>
        <h2 class="pane-title">{title()}</h2>
      </header>
      <div class="contacts-scroller">
        <div class="contacts-card">
          <Switch>
            <Match when={props.place === "requests"}>
              <RequestList />
            </Match>
            <Match when={props.place === "blocked"}>
              <BlockedList />
            </Match>
            <Match when={props.place === "groups"}>
              <PublicGroups />
            </Match>
            <Match when={userId()}>{(id) => <PersonProfile userId={id()} hasMessage />}</Match>
            <Match when={code()} keyed>
              {(linked) => <LinkedPerson code={linked} />}
            </Match>
          </Switch>
        </div>
      </div>
    </>
  );
}

/** Whoever a link leads to. */
function LinkedPerson(props: { code: string }): JSX.Element {
  const app = useApp();
  const [found, { refetch }] = createResource(() => app.client.users.resolve({ code: props.code }));
  const isMissing = () => found.error instanceof ParleyError && found.error.code === "not_found";
  return (
    <Switch>
      <Match when={found.error !== undefined}>
        <div class="empty-state">
          <p class="empty-hint">{isMissing() ? peopleText().person.missing : errorText(found.error)}</p>
          <Show when={!isMissing()}>
            <button type="button" class="button" onClick={() => void refetch()}>
              {text().common.retry}
            </button>
          </Show>
        </div>
      </Match>
      <Match when={found.latest}>
        {(answer) => <PersonProfile userId={answer().user.id} known={answer().user} hasMessage />}
      </Match>
    </Switch>
  );
}
