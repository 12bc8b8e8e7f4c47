import type { TimelineMessage } from "@parley/sdk";
import { For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { PersonRow } from "../user/person-row.tsx";

/** Who reacted to a message, emoji after emoji. */
export function ReactionsDialog(props: { message: TimelineMessage; onClose: () => void }): JSX.Element {
  const app = useApp();
  const userOf = (id: number) => app.users().get(id) ?? app.client.user(id);
  return (
    <Dialog title={talkText().whoReacted} class="dialog-small" onClose={() => props.onClose()}>
      <For each={props.message.reactions ?? []}>
        {(reaction) => (
          <section aria-label={talkText().reacted(reaction.emoji, reaction.userIds.length)}>
            <h3 class="reactions-heading">
              {reaction.emoji} <span class="reaction-count">{reaction.userIds.length}</span>
            </h3>
            <ul>
              <For each={reaction.userIds}>
                {(id) => (
                  <Show when={userOf(id)}>
                    {(user) => (
                      <li>
                        <button
                          type="button"
                          class="person-row"
                          onClick={() => {
                            props.onClose();
                            app.showPerson(id);
                          }}
                        >
                          <PersonRow user={user()} />
                        </button>
                      </li>
                    )}
                  </Show>
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </Dialog>
  );
}
