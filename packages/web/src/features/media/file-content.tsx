import type { OutgoingFile, TimelineMessage } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { fileSize } from "./file-size.ts";
import { mediaUrl } from "./media-links.ts";

type FileContent = Extract<NonNullable<TimelineMessage["content"]>, { type: "file" }>;

/** `file`: of one on its way. */
interface FileContentProps {
  content: FileContent;
  file: OutgoingFile | undefined;
}

/** A file: what it is called, how large it is; a click downloads it. */
export function FileContentView(props: FileContentProps): JSX.Element {
  const app = useApp();
  const url = () => mediaUrl(app, props.content.mediaId);
  const name = () => ("name" in props.content ? props.content.name : (props.file?.name ?? "…"));
  const note = () => {
    if (url() === null) return mediaText().gone;
    const bytes = "bytes" in props.content ? props.content.bytes : props.file?.bytes;
    return bytes === undefined ? mediaText().waiting : fileSize(bytes);
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
