import type { Attachment } from "@parley/sdk";
import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { moveAttachment, unsentOf } from "./attachments.ts";
import { previewOf } from "./file-previews.ts";
import { fileSize } from "./file-size.ts";

/** Above the message box: files that were attached, and how far they are. */
export function AttachmentTray(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const ids = createMemo(() => unsentOf(app, props.conversationId).map(({ id }) => id));
  const byId = createMemo(
    () => new Map(unsentOf(app, props.conversationId).map((attachment) => [attachment.id, attachment])),
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

/** Within the tray; files that are dragged in from outside are the conversation's. */
let dragged: Attachment | null = null;

function TrayItem(props: { attachment: Attachment }): JSX.Element {
  const app = useApp();
  const words = () => mediaText();
  const name = () => props.attachment.name;
  const isDone = () => props.attachment.state === "done";
  const percent = () => Math.round(props.attachment.progress * 100);
  const isFailed = () => props.attachment.state === "failed";
  const preview = () => previewOf(app, props.attachment.id);
  const moveByKey = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as 1 | -1 | undefined;
    if (by === undefined || event.target !== event.currentTarget) return;
    event.preventDefault();
    moveAttachment(app, props.attachment, by);
    // Moving an element takes the focus from it.
    queueMicrotask(() => document.getElementById(`tray-${props.attachment.id}`)?.focus());
  };
  const note = () => {
    const { errorCode } = props.attachment;
    if (isFailed() && errorCode !== undefined) return text().errors[errorCode];
    return isDone() ? fileSize(props.attachment.bytes) : words().uploading(percent());
  };
  return (
    <li
      id={`tray-${props.attachment.id}`}
      tabindex="0"
      draggable={true}
      aria-label={words().move(name())}
      onKeyDown={moveByKey}
      onDragStart={(event) => {
        dragged = props.attachment;
        event.dataTransfer?.setData("text/plain", name());
      }}
      onDragOver={(event) => {
        if (dragged !== null) event.preventDefault();
      }}
      onDrop={(event) => {
        if (dragged === null) return;
        event.preventDefault();
        event.stopPropagation();
        moveAttachment(app, dragged, props.attachment.id);
        dragged = null;
      }}
      onDragEnd={() => {
        dragged = null;
      }}
      class="tray-item"
      classList={{
        "tray-item-failed": isFailed(),
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
        <Match when={props.attachment.kind === "image" && preview()}>
          {(url) => <img class="tray-picture" src={url()} alt={name()} draggable={false} />}
        </Match>
        <Match when={props.attachment.kind === "video" && preview()}>
          {(url) => <video class="tray-picture" src={url()} muted preload="metadata" aria-label={name()} />}
        </Match>
      </Switch>
      <Show when={!isDone() && !isFailed()}>
        <progress class="tray-progress" max="100" value={percent()} aria-label={words().waiting} />
      </Show>
      <span class="visually-hidden" role="status">
        {!isFailed() ? "" : note()}
      </span>
      <Show when={isFailed()}>
        <button
          type="button"
          class="tray-retry"
          aria-label={words().retry(name())}
          title={note()}
          onClick={() => app.client.attachments.resume(props.attachment.id)}
        >
          <Icon name="retry" size={18} />
        </button>
      </Show>
      <button
        type="button"
        class="tray-remove"
        aria-label={isDone() ? words().remove(name()) : words().cancel(name())}
        title={isDone() ? words().remove(name()) : words().cancel(name())}
        onClick={() => app.client.attachments.remove(props.attachment.id)}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}
