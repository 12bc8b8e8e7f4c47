import "../../styles/features/gallery.css";
import { firstLink } from "@parley/protocol/link-text";
import type { Message } from "@parley/sdk";
import { createEffect, createSignal, For, type JSX, on, Show, Suspense } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { contentWords } from "../message/content-words.ts";
import { MessageCard } from "../message/message-card.tsx";
import { createGallery, type GalleryKind, galleryKinds } from "./gallery.ts";
import type { ShownImage } from "./image-content.tsx";
import { mediaUrl } from "./media-links.ts";

const ImageViewer = lazyPart(async () => (await import("./image-viewer.tsx")).ImageViewer);
const thumbnailPx = 320;

interface Tile {
  readonly message: Message;
  /** What its small picture is made of; null where it has none. */
  readonly pictureId: string | null;
  /** Null: a film, which is looked at where it was sent. */
  readonly image: ShownImage | null;
}

function tilesOf(message: Message): Tile[] {
  const { content } = message;
  if (content?.type === "video") return [{ message, pictureId: content.posterId ?? null, image: null }];
  if (content?.type !== "image") return [];
  return content.images.map((image) => ({ message, pictureId: image.mediaId, image }));
}

/** Everything a conversation has of pictures, files and links; each leads to where it was sent. */
export function GalleryDialog(props: { conversationId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  const { conversationId } = props;
  const words = () => mediaText().gallery;
  const [kind, setKind] = createSignal<GalleryKind>("media");
  const gallery = createGallery(app, conversationId, kind);
  const open = (message: Message) => {
    props.onClose();
    app.openMessage(conversationId, message.seq);
  };
  createEffect(
    on(kind, () => {
      if (gallery.shown().length === 0) void gallery.loadMore();
    }),
  );
  const note = () => {
    const error = gallery.error();
    if (error !== null) return errorText(error);
    if (gallery.shown().length > 0) return "";
    return gallery.isLoading() ? words().reading : gallery.hasMore() ? words().noneYet : words().none;
  };
  return (
    <Dialog title={words().title} onClose={() => props.onClose()}>
      <Segmented
        label={words().what}
        isLabelHidden
        value={kind()}
        options={galleryKinds.map((value) => ({ value, label: words().kinds[value] }))}
        onChange={setKind}
      />
      <p class="gallery-note" role="status">
        {note()}
      </p>
      <Show
        when={kind() === "media"}
        fallback={
          <ul class="message-cards">
            <For each={gallery.shown()}>
              {(message) => (
                <li>
                  <MessageCard
                    message={message}
                    conversationId={conversationId}
                    words={linkOf(message) ?? contentWords(message.content)}
                    onOpen={() => open(message)}
                  />
                </li>
              )}
            </For>
          </ul>
        }
      >
        <Pictures messages={gallery.shown()} onOpen={open} />
      </Show>
      <Show when={gallery.hasMore() && !gallery.isLoading()}>
        <button type="button" class="link-button" onClick={() => void gallery.loadMore()}>
          {words().more}
        </button>
      </Show>
    </Dialog>
  );
}

function linkOf({ content }: Message): string | null {
  return content?.type === "text" ? firstLink(content) : null;
}

function Pictures(props: { messages: readonly Message[]; onOpen: (message: Message) => void }): JSX.Element {
  const app = useApp();
  const [viewed, setViewed] = createSignal<ShownImage | null>(null);
  const tiles = () => props.messages.flatMap(tilesOf);
  const images = () => tiles().flatMap(({ image }) => image ?? []);
  return (
    <>
      <ul class="gallery">
        <For each={tiles()}>
          {({ message, pictureId, image }, index) => (
            <li>
              <button
                type="button"
                class="gallery-picture"
                aria-label={`${image === null ? mediaText().video : mediaText().open}: ${index() + 1}`}
                onClick={() => (image === null ? props.onOpen(message) : setViewed(image))}
              >
                <Show when={pictureId !== null && mediaUrl(app, pictureId, thumbnailPx)}>
                  {(url) => <img src={url()} alt="" loading="lazy" decoding="async" />}
                </Show>
                <Show when={image === null}>
                  <span class="gallery-film">
                    <Icon name="play" size={20} />
                  </span>
                </Show>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={viewed()}>
        {(image) => (
          <Suspense>
            <ImageViewer images={images()} at={images().indexOf(image())} onClose={() => setViewed(null)} />
          </Suspense>
        )}
      </Show>
    </>
  );
}
