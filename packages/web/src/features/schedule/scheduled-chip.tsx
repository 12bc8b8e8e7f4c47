import { createMemo, createSignal, type JSX, Show, Suspense } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";

const ScheduledDialog = lazyPart(async () => (await import("./scheduled-dialog.tsx")).ScheduledDialog);

/** Above the message box: how many messages of the reader wait here, and the way to them. */
export function ScheduledChip(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const [isListed, setListed] = createSignal(false);
  const scheduled = createMemo(() =>
    app.scheduled().filter(({ conversationId }) => conversationId === props.conversationId),
  );
  const hasFailed = () => scheduled().some(({ failedAt }) => failedAt !== undefined);
  return (
    <Show when={scheduled().length > 0 || isListed()}>
      <Show when={scheduled().length > 0}>
        <div class="composer-options">
          <button
            type="button"
            class="chip"
            classList={{ "chip-danger": hasFailed() }}
            aria-haspopup="dialog"
            onClick={() => setListed(true)}
          >
            <Icon name={hasFailed() ? "failed" : "clock"} size={14} />
            {inboxText().schedule.count(scheduled().length)}
          </button>
        </div>
      </Show>
      <Show when={isListed()}>
        <Suspense>
          <ScheduledDialog scheduled={scheduled()} onClose={() => setListed(false)} />
        </Suspense>
      </Show>
    </Show>
  );
}
