import "../../styles/features/contacts.css";
import { createResource, createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { whenOnline } from "../connection/when-online.ts";
import { attempt } from "../user/person-actions.ts";
import { nameOf } from "../user/user-name.ts";

/** Who asks to be let into a group. */
export function JoinRequestsDialog(props: { conversationId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => groupsText().requests;
  const [page, { refetch }] = createResource(() =>
    app.client.joinRequests.list({ conversationId: props.conversationId }),
  );
  onCleanup(
    app.client.on("group.requestChanged", ({ groupId }) => {
      if (groupId === props.conversationId) void refetch();
    }),
  );
  whenOnline(app, () => void refetch());
  const [answering, setAnswering] = createSignal<ReadonlySet<number>>(new Set());
  const known = () => (page.error === undefined ? page.latest : undefined);
  const requests = () =>
    (known()?.requests ?? []).flatMap((request) => {
      const user = known()?.users.find(({ id }) => id === request.userId);
      return user === undefined ? [] : [{ ...request, user }];
    });
  const answer = async (userId: number, verdict: "accept" | "refuse") => {
    const { conversationId } = props;
    // A second press before the list is there anew would be about somebody who waits no more.
    if (answering().has(userId)) return;
    setAnswering((before) => new Set(before).add(userId));
    await attempt(app.client.joinRequests.answer({ conversationId, userId, answer: verdict }));
    await refetch();
    setAnswering((before) => new Set([...before].filter((id) => id !== userId)));
  };
  return (
    <Dialog title={words().title} onClose={() => props.onClose()}>
      <Show when={page.error}>{(error) => <p class="form-error">{errorText(error())}</p>}</Show>
      <Show when={known() !== undefined && requests().length === 0}>
        <p class="dialog-note">{words().none}</p>
      </Show>
      <ul class="request-list">
        <For each={requests()}>
          {(request) => (
            <li class="request-row">
              <button type="button" class="request-person" onClick={() => app.showPerson(request.userId)}>
                <Avatar
                  id={request.userId}
                  name={nameOf(app, request.user)}
                  image={request.user.avatar}
                  size="small"
                />
                <span class="person-text">
                  <span class="person-name">{nameOf(app, request.user)}</span>
                  <span class="request-note">{request.message ?? words().noMessage}</span>
                </span>
              </button>
              <button
                type="button"
                class="button button-primary"
                disabled={answering().has(request.userId)}
                onClick={() => void answer(request.userId, "accept")}
              >
                {words().accept}
              </button>
              <button
                type="button"
                class="button"
                disabled={answering().has(request.userId)}
                onClick={() => void answer(request.userId, "refuse")}
              >
                {words().refuse}
              </button>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}
