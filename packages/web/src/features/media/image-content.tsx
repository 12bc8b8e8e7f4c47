import type { TimelineMessage } from "@parley/sdk";
import { createSignal, For, type JSX, Show, Suspense } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { mediaUrl } from "./media-links.ts";

const ImageViewer = lazyPart(async () => (await import("./image-viewer.tsx")).ImageViewer);

export type ImageContent = Extract<NonNullable<TimelineMessage["content"]>, { type: "image" }>;
export type ShownImage = ImageContent["images"][number];

const singlePx = { width: 320, height: 340, min: 80 };
const copyWidth = { single: 1280, several: 320 };

/** The size a picture has on the screen is known before it is there, so that nothing moves when it comes (UX-4). */
function sizeOf(image: ShownImage): { width: number; height: number } {
  const { width = singlePx.width, height = singlePx.width } = image as { width?: number; height?: number };
  const scale = Math.min(1, singlePx.width / width, singlePx.height / height);
  return {
    width: Math.max(singlePx.min, Math.round(width * scale)),
    height: Math.max(singlePx.min, Math.round(height * scale)),
  };
}

/** One picture in its own shape, several as a board of squares. */
export function ImageContentView(props: { content: ImageContent }): JSX.Element {
  const [shown, setShown] = createSignal<number | null>(null);
  const images = () => props.content.images;
  const isSingle = () => images().length === 1;
  return (
    <>
      <div
        class="pictures"
        classList={{ "pictures-single": isSingle() }}
        data-count={Math.min(5, images().length)}
      >
        <For each={images()}>
          {(image, index) => (
            <Picture
              image={image}
              isSingle={isSingle()}
              label={mediaText().picture(index() + 1, images().length)}
              onOpen={() => setShown(index())}
            />
          )}
        </For>
      </div>
      <Show when={shown() !== null}>
        <Suspense>
          <ImageViewer images={images()} at={shown() ?? 0} onClose={() => setShown(null)} />
        </Suspense>
      </Show>
    </>
  );
}

interface PictureProps {
  image: ShownImage;
  isSingle: boolean;
  label: string;
  onOpen: () => void;
}

function Picture(props: PictureProps): JSX.Element {
  const app = useApp();
  const url = () => mediaUrl(app, props.image.mediaId, props.isSingle ? copyWidth.single : copyWidth.several);
  const style = (): JSX.CSSProperties => {
    const placeholder = "placeholder" in props.image ? props.image.placeholder : undefined;
    const size = sizeOf(props.image);
    return {
      ...(placeholder === undefined
        ? {}
        : { "background-image": `url("data:image/webp;base64,${placeholder}")` }),
      ...(props.isSingle
        ? { width: `${size.width}px`, "aspect-ratio": `${size.width} / ${size.height}` }
        : {}),
    };
  };
  return (
    <button
      type="button"
      class="picture"
      tabindex="-1"
      aria-label={`${mediaText().open}: ${props.label}`}
      style={style()}
      onClick={() => props.onOpen()}
    >
      <Show when={url()} fallback={<Missing isGone={url() === null} />}>
        {(address) => <img src={address()} alt={props.label} loading="lazy" decoding="async" />}
      </Show>
    </button>
  );
}

function Missing(props: { isGone: boolean }): JSX.Element {
  return (
    <Show when={props.isGone}>
      <span class="picture-gone" role="img" aria-label={mediaText().gone} title={mediaText().gone}>
        <Icon name="eye-off" />
      </span>
    </Show>
  );
}
