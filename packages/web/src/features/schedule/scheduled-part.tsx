import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { ScheduledList } from "./scheduled-list.tsx";

/** Everything of the reader's that waits to be sent, of all conversations. */
export function ScheduledPart(): JSX.Element {
  const app = useApp();
  const words = () => inboxText().schedule;
  return (
    <Show
      when={app.scheduled().length > 0}
      fallback={
        <div class="empty-state">
          <p class="empty-title">{words().none}</p>
          <p class="empty-hint">{words().hint}</p>
        </div>
      }
    >
      <div class="settings-card saved-card">
        <ScheduledList scheduled={app.scheduled()} hasPlace />
      </div>
    </Show>
  );
}
