import type { TimelineMessage } from "@parley/sdk";
import { createResource, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullTime } from "../../i18n/dates.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { userName } from "../user/user-name.ts";
import { contentWords } from "./content-words.ts";

type ForwardContent = Extract<NonNullable<TimelineMessage["content"]>, { type: "forward" }>;

/** Several messages as one: a card that opens what they said. */
export function ForwardContentView(props: {
  content: ForwardContent;
  message: TimelineMessage;
}): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const title = () => props.content.title ?? inboxText().forward.historyTitle;
  return (
    <>
      <button type="button" class="file-card" onClick={() => setOpen(true)}>
        <span class="file-icon">
          <Icon name="forward" size={22} />
        </span>
        <span class="file-text">
          <span class="file-name" dir="auto">
            {title()}
          </span>
          <span class="file-note">{inboxText().forward.picked(props.content.count)}</span>
        </span>
      </button>
      <Show when={isOpen()}>
        <ForwardedDialog title={title()} message={props.message} onClose={() => setOpen(false)} />
      </Show>
    </>
  );
}

interface ForwardedDialogProps {
  title: string;
  message: TimelineMessage;
  onClose: () => void;
}

function ForwardedDialog(props: ForwardedDialogProps): JSX.Element {
  const app = useApp();
  const [answer] = createResource(
    () => {
      const { conversationId, id } = props.message;
      return app.client.messages.listForwarded({ conversationId, id });
    },
    // With a first value the conversation behind it stays as it is while this loads.
    { initialValue: { messages: [] } },
  );
  const messages = () => (answer.error === undefined ? answer.latest.messages : []);
  return (
    <Dialog title={props.title} onClose={() => props.onClose()}>
      <Show when={answer.error}>{(error) => <p class="form-error">{errorText(error())}</p>}</Show>
      <ol class="forwarded-list">
        <For each={messages()}>
          {(one) => (
            <li>
              <p class="forwarded-author">
                {userName(app, one.senderId)} <time class="field-note">{fullTime(one.sentAt)}</time>
              </p>
              <p dir="auto">{one.content === null ? talkText().quoteRecalled : contentWords(one.content)}</p>
            </li>
          )}
        </For>
      </ol>
    </Dialog>
  );
}
