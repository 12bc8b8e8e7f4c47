/** Contents that show files: whose these are, and what was found in them (CNT-3, CNT-4, INV-22). */
import type { Content, MediaKind, MessageContent } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredMedia } from "../ports/store-media.ts";
import type { CheckedContent } from "./check-content.ts";
import { wrongContent } from "./content-policy.ts";

type Sent<K extends Content["type"]> = Extract<Content, { type: K }>;
type Read<K extends MessageContent["type"]> = Extract<MessageContent, { type: K }>;

/** @throws invalid_arguments */
export async function checkMedia(
  tx: Transaction,
  actor: UserActor,
  content: Sent<"image" | "voice" | "video" | "file">,
): Promise<CheckedContent> {
  const find = (id: string, kind: MediaKind | null, path: string) => findUpload(tx, actor, id, kind, path);
  switch (content.type) {
    case "image": {
      const images: StoredMedia[] = [];
      for (const [index, { mediaId }] of content.images.entries()) {
        images.push(await find(mediaId, "image", `/images/${index}/mediaId`));
      }
      const read: Read<"image"> = {
        ...content,
        images: images.map((image) => ({
          ...{ mediaId: image.id, ...sizeOf(image), ...factsOf(image) },
          ...(image.placeholder === null ? {} : { placeholder: image.placeholder }),
        })),
      };
      return checked(
        read,
        images.map(({ id }) => id),
      );
    }
    case "voice": {
      const voice = await find(content.mediaId, "voice", "/mediaId");
      const read: Read<"voice"> = { ...content, ...durationOf(voice), ...factsOf(voice) };
      return checked(read, [voice.id]);
    }
    case "video": {
      const video = await find(content.mediaId, "video", "/mediaId");
      const { posterId } = content;
      if (posterId !== undefined) await find(posterId, "image", "/posterId");
      const read: Read<"video"> = { ...content, ...sizeOf(video), ...durationOf(video), ...factsOf(video) };
      return checked(read, [video.id, ...(posterId === undefined ? [] : [posterId])]);
    }
    case "file": {
      const file = await find(content.mediaId, null, "/mediaId");
      const read: Read<"file"> = { ...content, name: file.name, ...factsOf(file) };
      return checked(read, [file.id]);
    }
  }
}

function checked(content: MessageContent, mediaIds: readonly string[]): CheckedContent {
  return { body: JSON.stringify(content), mediaIds: [...new Set(mediaIds)] };
}

/** The same answer for a file of another's, none, one that is not complete, and one of another kind. */
async function findUpload(
  tx: Transaction,
  actor: UserActor,
  id: string,
  kind: MediaKind | null,
  path: string,
): Promise<StoredMedia & { readonly type: string }> {
  const media = await tx.media.find(id);
  const isOwn = media?.ownerId === actor.userId && media.completeAt !== null;
  if (!isOwn || media.type === null || (kind !== null && media.kind !== kind)) throw wrongContent(path);
  return { ...media, type: media.type };
}

function factsOf({ bytes, type }: StoredMedia) {
  return { bytes, mediaType: type ?? "application/octet-stream" };
}

/** Nothing where nothing was found: then what the sender says stays. */
function sizeOf({ width, height }: StoredMedia) {
  return width === null || height === null ? {} : { width, height };
}

function durationOf({ durationMs }: StoredMedia) {
  return durationMs === null ? {} : { durationMs };
}
