import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { type Attachment, attachmentsOf, removeAttachment, retryAttachment } from "./attachments.ts";
import { fileSize } from "./file-size.ts";

/** Above the message box: files that were attached, and how far they are. */
export function AttachmentTray(props: { conversationId: number }): JSX.Element {
  const ids = createMemo(() => attachmentsOf(props.conversationId).map(({ id }) => id));
  const byId = createMemo(
    () => new Map(attachmentsOf(props.conversationId).map((attachment) => [attachment.id, attachment])),
  );
  return (
    <Show when={ids().length > 0}>
      <ul class="tray" aria-label={mediaText().attached}>
        <For each={ids()}>
          {(id) => <Show when={byId().get(id)}>{(one) => <TrayItem attachment={one()} />}</Show>}
        </For>
      </ul>
    </Show>
  );
}

function TrayItem(props: { attachment: Attachment }): JSX.Element {
  const app = useApp();
  const words = () => mediaText();
  const name = () => props.attachment.file.name;
  const isDone = () => props.attachment.mediaId !== null;
  const percent = () => Math.round(props.attachment.progress * 100);
  const note = () => {
    if (props.attachment.error !== null) return errorText(props.attachment.error);
    return isDone() ? fileSize(props.attachment.file.size) : words().uploading(percent());
  };
  return (
    <li
      class="tray-item"
      classList={{
        "tray-item-failed": props.attachment.error !== null,
        "tray-item-sending": props.attachment.batch !== null,
      }}
      title={`${name()} · ${note()}`}
    >
      <Switch
        fallback={
          <span class="tray-file">
            <Icon name="file" size={20} />
            <span class="tray-name">{name()}</span>
          </span>
        }
      >
        <Match when={props.attachment.kind === "image" && props.attachment.previewUrl}>
          {(url) => <img class="tray-picture" src={url()} alt={name()} />}
        </Match>
        <Match when={props.attachment.kind === "video" && props.attachment.previewUrl}>
          {(url) => <video class="tray-picture" src={url()} muted preload="metadata" aria-label={name()} />}
        </Match>
      </Switch>
      <Show when={!isDone() && props.attachment.error === null}>
        <progress class="tray-progress" max="100" value={percent()} aria-label={words().waiting} />
      </Show>
      <span class="visually-hidden" role="status">
        {props.attachment.error === null ? "" : note()}
      </span>
      <Show when={props.attachment.error !== null}>
        <button
          type="button"
          class="tray-retry"
          aria-label={words().retry(name())}
          title={note()}
          onClick={() => retryAttachment(app, props.attachment)}
        >
          <Icon name="retry" size={18} />
        </button>
      </Show>
      <button
        type="button"
        class="tray-remove"
        aria-label={isDone() ? words().remove(name()) : words().cancel(name())}
        title={isDone() ? words().remove(name()) : words().cancel(name())}
        onClick={() => removeAttachment(app, props.attachment.id)}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}
