import type { TimelineMessage } from "@parley/sdk";
import { createResource, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { PersonRow } from "../user/person-row.tsx";

/** Who has read a message, and at whom it has arrived. */
export function ReadersDialog(props: { message: TimelineMessage; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => inboxText().readers;
  const [answer] = createResource(() => {
    const { conversationId, seq } = props.message;
    return app.client.messages.listReaders({ conversationId, seq: seq ?? 0 });
  });
  const known = () => (answer.error === undefined ? answer.latest : undefined);
  return (
    <Dialog title={words().title} class="dialog-small" onClose={() => props.onClose()}>
      <Show when={answer.error}>{(error) => <p class="form-error">{errorText(error())}</p>}</Show>
      <Show when={known()?.readerIds.length === 0}>
        <p class="dialog-note">{words().nobody}</p>
      </Show>
      <People title={words().read} ids={known()?.readerIds ?? []} />
      <People title={words().delivered} ids={known()?.deliveredIds ?? []} />
    </Dialog>
  );
}

function People(props: { title: string; ids: readonly number[] }): JSX.Element {
  const app = useApp();
  const userOf = (id: number) => app.users().get(id) ?? app.client.user(id);
  return (
    <Show when={props.ids.length > 0}>
      <section>
        <h3 class="details-heading">{props.title}</h3>
        <ul>
          <For each={props.ids}>
            {(id) => (
              <Show when={userOf(id)}>
                {(user) => (
                  <li class="person-row">
                    <PersonRow user={user()} />
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
