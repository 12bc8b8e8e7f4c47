import type { TimelineMessage } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { fileSize } from "./file-size.ts";
import { mediaUrl } from "./media-links.ts";

type FileContent = Extract<NonNullable<TimelineMessage["content"]>, { type: "file" }>;

/** A file: what it is called, how large it is; a click downloads it. */
export function FileContentView(props: { content: FileContent }): JSX.Element {
  const app = useApp();
  const url = () => mediaUrl(app, props.content.mediaId);
  const name = () => ("name" in props.content ? props.content.name : "…");
  const note = () => {
    if (url() === null) return mediaText().gone;
    return "bytes" in props.content ? fileSize(props.content.bytes) : mediaText().waiting;
  };
  const inside = () => (
    <>
      <span class="file-icon">
        <Icon name="file" size={22} />
      </span>
      <span class="file-text">
        <span class="file-name" dir="auto">
          {name()}
        </span>
        <span class="file-note">{note()}</span>
      </span>
    </>
  );
  return (
    <Show when={url()} fallback={<span class="file-card">{inside()}</span>}>
      {(address) => (
        <a class="file-card" href={address()} download={name()} title={mediaText().download}>
          {inside()}
        </a>
      )}
    </Show>
  );
}
