import type { TimelineMessage } from "@parley/sdk";
import { createResource, For, type JSX, Match, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullTime } from "../../i18n/dates.ts";
import { text } from "../../i18n/language.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { contentWords } from "./content-words.ts";

/** What an edited message said before. */
export function EditsDialog(props: { message: TimelineMessage; onClose: () => void }): JSX.Element {
  const app = useApp();
  const [answer] = createResource(() =>
    app.client.messages.listEdits({ conversationId: props.message.conversationId, id: props.message.id }),
  );
  return (
    <Dialog title={talkText().edits} class="dialog-small" onClose={() => props.onClose()}>
      <Switch fallback={<p class="dialog-note">{text().app.loading}</p>}>
        <Match when={answer.error}>{(error) => <p class="form-error">{errorText(error())}</p>}</Match>
        <Match when={answer()?.edits.length === 0}>
          <p class="dialog-note">{talkText().editsNone}</p>
        </Match>
        <Match when={answer()}>
          {(known) => (
            <ol class="edit-list">
              <For each={known().edits}>
                {(edit) => (
                  <li>
                    <p class="edit-words" dir="auto">
                      {contentWords(edit.content)}
                    </p>
                    <p class="field-note">{talkText().replacedAt(fullTime(edit.replacedAt))}</p>
                  </li>
                )}
              </For>
            </ol>
          )}
        </Match>
      </Switch>
    </Dialog>
  );
}
