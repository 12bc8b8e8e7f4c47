import { createMemo, For, type JSX, onCleanup } from "solid-js";
import { fromReadable, useApp } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { text } from "../../i18n/language.ts";
import { PersonRow } from "../user/person-row.tsx";

/** Without a connection: who is known here to be in a group, its owner first. That there may be more is said. */
export function KnownMembers(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const timeline = app.client.timeline(props.conversationId);
  onCleanup(() => timeline.close());
  const view = fromReadable(timeline.view);
  const ownerId = () => app.openItem()?.conversation.ownerId ?? 0;
  const users = createMemo(() => {
    const writers = view().messages.map(({ senderId }) => senderId);
    const ids = new Set([ownerId(), app.session()?.user.id ?? 0, ...writers]);
    return [...ids].flatMap((id) => app.users().get(id) ?? []);
  });
  return (
    <>
      <p class="awaited" role="status">
        {groupsText().members.partial}
      </p>
      <ul>
        <For each={users()}>
          {(user) => (
            <li class="member-row">
              <button
                type="button"
                class="person-row"
                title={text().conversation.showProfile}
                onClick={() => app.showPerson(user.id)}
              >
                <PersonRow
                  user={user}
                  tag={
                    user.id === ownerId() ? <span class="role-tag">{text().conversation.owner}</span> : null
                  }
                />
              </button>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}
