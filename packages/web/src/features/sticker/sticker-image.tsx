import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { stickersText } from "../../i18n/stickers/stickers-text.ts";
import { mediaUrl } from "../media/media-links.ts";

export interface ShownSticker {
  readonly mediaId: string;
  readonly emoji?: string | null;
}

/** What a sticker is called for who does not see it. */
export function stickerName(emoji: string | null | undefined): string {
  return emoji == null ? stickersText().sticker : stickersText().named(emoji);
}

/** The image of a sticker, as large as its place; until it is there, its emoji. */
export function StickerImage(props: { sticker: ShownSticker }): JSX.Element {
  const app = useApp();
  const name = () => stickerName(props.sticker.emoji);
  return (
    <Show
      when={mediaUrl(app, props.sticker.mediaId)}
      fallback={
        <span class="sticker-missing" role="img" aria-label={name()}>
          {props.sticker.emoji ?? ""}
        </span>
      }
    >
      {(url) => (
        <img
          class="sticker-image"
          src={url()}
          alt={name()}
          loading="lazy"
          decoding="async"
          draggable={false}
        />
      )}
    </Show>
  );
}
