/**
 * What a conversation has of pictures and films, of files, and of links (UX-34), the newest first. Read from its history
 * page by page, so many pages at a time; owns what was read for as long as it is looked at.
 */
import { limits } from "@parley/protocol/limits";
import { firstLink } from "@parley/protocol/link-text";
import type { Message } from "@parley/sdk";
import { createSignal, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

export const galleryKinds = ["media", "files", "links"] as const;
export type GalleryKind = (typeof galleryKinds)[number];

/** A press reads so much of the history and no more, however little there is in it. */
const pagesPerPress = 5;
const enough = 24;

/** Where a content is listed; null: nowhere. */
export function galleryKindOf(content: Message["content"]): GalleryKind | null {
  switch (content?.type) {
    case "image":
    case "video":
      return "media";
    case "file":
    case "voice":
      return "files";
    case "text":
      return firstLink(content) === null ? null : "links";
    default:
      return null;
  }
}

export function createGallery(app: App, conversationId: number, kind: () => GalleryKind) {
  const [read, setRead] = createSignal<readonly Message[]>([]);
  const [isLoading, setLoading] = createSignal(false);
  const [hasMore, setHasMore] = createSignal(true);
  const [error, setError] = createSignal<unknown>(null);
  let beforeSeq: number | undefined;
  let isClosed = false;
  const shown = () => read().filter(({ content }) => galleryKindOf(content) === kind());

  const readPage = async () => {
    const limit = limits.messagePageMax;
    const before = beforeSeq === undefined ? {} : { beforeSeq };
    const { messages } = await app.client.messages.list({ conversationId, limit, ...before });
    beforeSeq = messages[0]?.seq;
    const found = messages.filter(({ content }) => galleryKindOf(content) !== null);
    setRead((earlier) => [...earlier, ...found.reverse()]);
    setHasMore(messages.length === limit);
  };
  const loadMore = async () => {
    if (isLoading()) return;
    setLoading(true);
    setError(null);
    const wanted = shown().length + enough;
    try {
      for (let page = 0; page < pagesPerPress && hasMore() && shown().length < wanted && !isClosed; page += 1)
        await readPage();
    } catch (failure) {
      setError(failure);
    }
    setLoading(false);
  };
  const stopRecalled = app.client.on("message.recalled", ({ id }) => {
    setRead((before) => before.filter((message) => message.id !== id));
  });
  onCleanup(() => {
    isClosed = true;
    stopRecalled();
  });
  return { shown, isLoading, hasMore, error, loadMore };
}
