import "../../styles/features/image-viewer.css";
import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import type { ShownImage } from "./image-content.tsx";
import { mediaUrl } from "./media-links.ts";

export interface ImageViewerProps {
  images: readonly ShownImage[];
  at: number;
  onClose: () => void;
}

/** Pictures over the whole window, one after the other; a click shows one in its own size (UX-32). */
export function ImageViewer(props: ImageViewerProps): JSX.Element {
  const app = useApp();
  const words = () => mediaText();
  const [at, setAt] = createSignal(props.at);
  const [isZoomed, setZoomed] = createSignal(false);
  const [quarterTurns, setQuarterTurns] = createSignal(0);
  let element: HTMLDialogElement | undefined;
  onMount(() => element?.showModal());
  onCleanup(() => element?.close());
  const image = () => props.images[at()];
  const url = () => {
    const shown = image();
    return shown === undefined ? null : mediaUrl(app, shown.mediaId);
  };
  const step = (by: 1 | -1) => {
    setZoomed(false);
    setQuarterTurns(0);
    setAt((at() + by + props.images.length) % props.images.length);
  };
  const key = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key] as 1 | -1 | undefined;
    if (by === undefined || props.images.length < 2) return;
    event.preventDefault();
    step(by);
  };
  return (
    <dialog
      ref={element}
      class="viewer"
      aria-label={words().picture(at() + 1, props.images.length)}
      onKeyDown={key}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <header class="viewer-bar">
        <span class="viewer-count" role="status">
          {props.images.length > 1 ? `${at() + 1} / ${props.images.length}` : ""}
        </span>
        <IconButton
          icon="search"
          label={words().zoom}
          isPressed={isZoomed()}
          onClick={() => setZoomed(!isZoomed())}
        />
        <IconButton
          icon="retry"
          label={words().rotate}
          onClick={() => setQuarterTurns((quarterTurns() + 1) % 4)}
        />
        <Show when={url()}>
          {(address) => (
            <a
              class="icon-button"
              href={address()}
              download=""
              aria-label={words().download}
              title={words().download}
            >
              <Icon name="download" />
            </a>
          )}
        </Show>
        <IconButton icon="close" label={text().common.close} onClick={() => props.onClose()} />
      </header>
      <div class="viewer-stage" classList={{ "viewer-zoomed": isZoomed() }} data-turns={quarterTurns()}>
        <Show when={url()}>
          {(address) => (
            <button type="button" class="viewer-picture" onClick={() => setZoomed(!isZoomed())}>
              <img src={address()} alt={words().picture(at() + 1, props.images.length)} />
            </button>
          )}
        </Show>
      </div>
      <Show when={props.images.length > 1}>
        <IconButton
          icon="back"
          class="viewer-step viewer-previous"
          label={words().previous}
          onClick={() => step(-1)}
        />
        <IconButton
          icon="right"
          class="viewer-step viewer-next"
          label={words().next}
          onClick={() => step(1)}
        />
      </Show>
    </dialog>
  );
}
