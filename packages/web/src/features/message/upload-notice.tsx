import type { TimelineMessage } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";

/** Under a message whose files are on their way: how far they are, stopping and going on, giving it up. */
export function UploadNotice(props: { message: TimelineMessage }): JSX.Element {
  const { outbox } = useApp().client;
  const words = () => mediaText();
  const percent = () => Math.round((props.message.progress ?? 0) * 100);
  const isPaused = () => props.message.isPaused === true;
  return (
    <Show when={props.message.state === "uploading"}>
      <p class="upload-notice">
        <progress max="100" value={percent()} aria-label={words().waiting} />
        <span>{isPaused() ? words().paused(percent()) : words().uploading(percent())}</span>
        <button
          type="button"
          class="link-button"
          onClick={() => (isPaused() ? outbox.resume : outbox.pause)(props.message.id)}
        >
          {isPaused() ? words().resumeUpload : words().pauseUpload}
        </button>
        <button type="button" class="link-button" onClick={() => outbox.discard(props.message.id)}>
          {words().cancelUpload}
        </button>
      </p>
    </Show>
  );
}
