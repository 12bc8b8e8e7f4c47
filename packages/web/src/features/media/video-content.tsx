import type { TimelineMessage } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { playingTime } from "./file-size.ts";
import { mediaUrl } from "./media-links.ts";
import { createPlayingAddress } from "./playing-address.ts";

type VideoContent = Extract<NonNullable<TimelineMessage["content"]>, { type: "video" }>;

const shownPx = { width: 340, height: 340 };

/** A video with its picture; it is fetched when somebody wants to see it. */
export function VideoContentView(props: { content: VideoContent }): JSX.Element {
  const app = useApp();
  const words = () => mediaText();
  const [isOpen, setOpen] = createSignal(false);
  const player = createPlayingAddress(app, () => props.content.mediaId);
  const url = player.address;
  const poster = () => {
    const { posterId } = props.content;
    return posterId === undefined ? null : (mediaUrl(app, posterId, shownPx.width * 2) ?? null);
  };
  const style = (): JSX.CSSProperties => {
    const { width = 16, height = 9 } = props.content;
    const shown = Math.min(shownPx.width, (shownPx.height * width) / height);
    return { width: `${Math.round(shown)}px`, "aspect-ratio": `${width} / ${height}` };
  };
  return (
    <div class="video" style={style()}>
      <Show
        when={isOpen() && url()}
        fallback={
          <button
            type="button"
            class="video-poster"
            aria-label={`${words().play}: ${words().video}`}
            disabled={url() == null}
            onClick={() => setOpen(true)}
          >
            <Show when={poster()}>{(address) => <img src={address()} alt="" loading="lazy" />}</Show>
            <span class="video-play">
              <Icon name="play" size={24} />
            </span>
            <Show when={props.content.durationMs}>
              {(ms) => <span class="video-length">{playingTime(ms())}</span>}
            </Show>
          </button>
        }
      >
        {(address) => (
          // biome-ignore lint/a11y/useMediaCaption: what people film for each other has no captions
          <video
            src={address()}
            controls
            autoplay
            playsinline
            onError={(event) => player.onError(event.currentTarget)}
            onLoadedMetadata={(event) => player.onLoaded(event.currentTarget)}
          />
        )}
      </Show>
    </div>
  );
}
