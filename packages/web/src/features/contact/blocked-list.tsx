import { For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { attempt } from "../user/person-actions.ts";

/** People the user blocks, and the way to let them again. */
export function BlockedList(): JSX.Element {
  const app = useApp();
  const words = () => peopleText().list;
  const unblock = (userId: number) => {
    void attempt(app.client.contacts.block({ userId, isBlocked: false }));
  };
  return (
    <>
      <p class="contacts-note">{words().blockedHint}</p>
      <ul class="request-list">
        <For each={app.contacts().blocked}>
          {(item) => (
            <li class="request-row">
              <button
                type="button"
                class="request-person"
                onClick={() => app.showPerson(item.contact.userId)}
              >
                <Avatar
                  id={item.contact.userId}
                  name={item.name}
                  image={item.user?.avatar ?? null}
                  size="small"
                />
                <span class="person-text">
                  <span class="person-name">{item.name}</span>
                  <span class="person-note">@{item.user?.username ?? ""}</span>
                </span>
              </button>
              <button type="button" class="button" onClick={() => unblock(item.contact.userId)}>
                {peopleText().person.unblock}
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={app.contacts().blocked.length === 0}>
        <p class="contacts-none">{words().noneBlocked}</p>
      </Show>
    </>
  );
}
