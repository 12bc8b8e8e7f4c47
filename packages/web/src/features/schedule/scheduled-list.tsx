/**
 * The reader's messages that wait to be sent, or could not be. Owns nothing: the SDK keeps them, and what other devices
 * change is told to it.
 */
import "../../styles/features/message-cards.css";
import "../../styles/features/schedule.css";
import type { ScheduledMessage } from "@parley/sdk";
import { createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullTime, whenText } from "../../i18n/dates.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { text } from "../../i18n/language.ts";
import { createMinuteClock } from "../../platform/clock.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { conversationTitle } from "../conversation/conversation-title.ts";
import { contentWords } from "../message/content-words.ts";
import { textContent } from "../message/send-composed.ts";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { cancelScheduled, sendScheduledNow } from "./scheduled-actions.ts";

export interface ScheduledListProps {
  scheduled: readonly ScheduledMessage[];
  /** Say where each will be sent: they are of several conversations. */
  hasPlace?: boolean;
}

export function ScheduledList(props: ScheduledListProps): JSX.Element {
  const [edited, setEdited] = createSignal<ScheduledMessage | null>(null);
  return (
    <>
      <ul class="scheduled-list">
        <For each={props.scheduled}>
          {(scheduled) => (
            <li>
              <ScheduledRow
                scheduled={scheduled}
                hasPlace={props.hasPlace ?? false}
                onEdit={() => setEdited(scheduled)}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={edited()} keyed>
        {(scheduled) => <EditDialog scheduled={scheduled} onClose={() => setEdited(null)} />}
      </Show>
    </>
  );
}

interface ScheduledRowProps {
  scheduled: ScheduledMessage;
  hasPlace: boolean;
  onEdit: () => void;
}

function ScheduledRow(props: ScheduledRowProps): JSX.Element {
  const app = useApp();
  const clock = createMinuteClock();
  const words = () => inboxText().schedule;
  const hasFailed = () => props.scheduled.failedAt !== undefined;
  const place = () => {
    const { conversationId } = props.scheduled;
    const item = app.inbox().items.find(({ conversation }) => conversation.id === conversationId);
    return item === undefined ? "" : conversationTitle(item);
  };
  const reason = () => {
    const known: Readonly<Record<string, string | undefined>> = text().errors;
    return known[props.scheduled.errorCode ?? ""] ?? "";
  };
  return (
    <div class="scheduled-row" classList={{ "scheduled-failed": hasFailed() }}>
      <button type="button" class="scheduled-main" title={words().change} onClick={() => props.onEdit()}>
        <Icon name={hasFailed() ? "failed" : "clock"} />
        <span class="scheduled-text">
          <span class="scheduled-line">
            <time
              class="scheduled-time"
              dateTime={new Date(props.scheduled.sendAt).toISOString()}
              title={fullTime(props.scheduled.sendAt)}
            >
              {whenText(props.scheduled.sendAt, clock())}
            </time>
            <Show when={props.hasPlace && place()}>
              <span class="message-card-place">{place()}</span>
            </Show>
          </span>
          <span class="message-card-words" dir="auto">
            {contentWords(props.scheduled.content)}
          </span>
          <Show when={hasFailed()}>
            <span class="scheduled-reason">
              {words().failed} {reason()}
            </span>
          </Show>
        </span>
      </button>
      <IconButton
        icon="send"
        label={words().sendNow}
        onClick={() => void sendScheduledNow(app, props.scheduled)}
      />
      <IconButton
        icon="trash"
        label={words().cancel}
        onClick={() => void cancelScheduled(app, props.scheduled)}
      />
    </div>
  );
}

/** One that could not be sent is tried again by it, also when nothing of it is changed. */
function EditDialog(props: { scheduled: ScheduledMessage; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => inboxText().schedule;
  const { conversationId, id, content, sendAt } = props.scheduled;
  const before = content.type === "text" ? content.text : null;
  const save = (at: number, written: string) =>
    app.client.messages.editScheduled({
      ...{ conversationId, id },
      ...(at === sendAt ? {} : { sendAt: at }),
      ...(before === null || written === before ? {} : { content: textContent(written) }),
    });
  return (
    <ScheduleDialog
      title={words().changeTitle}
      words={before}
      at={sendAt}
      action={words().save}
      save={save}
      onClose={() => props.onClose()}
    />
  );
}
