import type { TimelineMessage } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";

/** Under a message that was refused: why, and the two ways out. */
export function FailedNotice(props: { message: TimelineMessage }): JSX.Element {
  const app = useApp();
  const reason = () => (props.message.errorCode === undefined ? "" : text().errors[props.message.errorCode]);
  return (
    <Show when={props.message.state === "failed"}>
      <p class="failed-notice" role="alert">
        <span>
          {text().message.failed}
          <Show when={reason()}>: {reason()}</Show>
        </span>
        <button type="button" class="link-button" onClick={() => app.client.outbox.retry(props.message.id)}>
          {text().message.retry}
        </button>
        <button type="button" class="link-button" onClick={() => app.client.outbox.discard(props.message.id)}>
          {text().message.discard}
        </button>
      </p>
    </Show>
  );
}
