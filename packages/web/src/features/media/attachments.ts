/**
 * Files on their way into messages: they are uploaded as soon as they are attached, and sent when all of those that
 * belong together are there. Owns them for the life of the page. Invariant: nothing is sent that was removed before.
 */
import { limits } from "@parley/protocol/limits";
import type { Content } from "@parley/sdk";
import { createSignal } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { type Extras, takeExtras } from "../message/send-composed.ts";
import { readVideo, type VideoFacts } from "./video-facts.ts";

export type AttachmentKind = "image" | "video" | "file";

export interface Attachment {
  readonly id: number;
  readonly conversationId: number;
  readonly file: File;
  readonly kind: AttachmentKind;
  /** Of a picture or video, to show it at once. */
  readonly previewUrl: string | null;
  /** From 0 to 1. */
  readonly progress: number;
  readonly mediaId: string | null;
  readonly posterId: string | null;
  readonly facts: VideoFacts;
  readonly error: unknown;
  /** Set once it is to be sent: those of one press of the button have the same. */
  readonly batch: Batch | null;
}

interface Batch {
  readonly text: string;
  readonly extras: Extras;
}

const attachedMax = limits.imagesPerMessageMax;
const kinds: readonly [RegExp, AttachmentKind][] = [
  [/^image\/(jpeg|png|gif|webp)$/, "image"],
  [/^video\/(mp4|webm)$/, "video"],
];

const [attachments, setAttachments] = createSignal<readonly Attachment[]>([]);
const aborts = new Map<number, AbortController>();
let lastId = 0;

export function attachmentsOf(conversationId: number): readonly Attachment[] {
  return attachments().filter((attachment) => attachment.conversationId === conversationId);
}

/** Those that wait for the button. */
export function unsentOf(conversationId: number): readonly Attachment[] {
  return attachmentsOf(conversationId).filter(({ batch }) => batch === null);
}

function patch(id: number, changes: Partial<Attachment>): void {
  setAttachments((before) => before.map((one) => (one.id === id ? { ...one, ...changes } : one)));
}

export function attach(app: App, conversationId: number, files: readonly File[]): void {
  const places = attachedMax - unsentOf(conversationId).length;
  if (files.length > places) showToast(mediaText().tooMany(attachedMax));
  for (const file of files.slice(0, Math.max(0, places))) {
    const kind = kinds.find(([pattern]) => pattern.test(file.type))?.[1] ?? "file";
    lastId += 1;
    const attachment: Attachment = {
      ...{ id: lastId, conversationId, file, kind, progress: 0 },
      previewUrl: kind === "file" ? null : URL.createObjectURL(file),
      ...{ mediaId: null, posterId: null, facts: {}, error: null, batch: null },
    };
    setAttachments((before) => [...before, attachment]);
    void upload(app, attachment);
  }
}

export function removeAttachment(app: App, id: number): void {
  aborts.get(id)?.abort();
  forget([id]);
  // What it belonged to may be complete without it.
  flush(app);
}

function forget(ids: readonly number[]): void {
  for (const { id, previewUrl } of attachments())
    if (ids.includes(id) && previewUrl !== null) URL.revokeObjectURL(previewUrl);
  setAttachments((before) => before.filter(({ id }) => !ids.includes(id)));
}

export function retryAttachment(app: App, attachment: Attachment): void {
  patch(attachment.id, { error: null, progress: 0 });
  void upload(app, attachment);
}

async function upload(app: App, { id, file, kind, previewUrl }: Attachment): Promise<void> {
  const abort = new AbortController();
  aborts.set(id, abort);
  const { signal } = abort;
  try {
    const facts = kind === "video" && previewUrl !== null ? await readVideo(previewUrl) : {};
    signal.throwIfAborted();
    const { poster, durationMs } = facts;
    // A video is understood without its picture.
    const posterMedia =
      poster === undefined
        ? null
        : await app.client.media
            .upload(poster, { kind: "image", name: "poster.jpg", signal })
            .catch(() => null);
    const media = await app.client.media.upload(file, {
      ...{ kind, name: file.name, signal },
      ...(durationMs === undefined ? {} : { durationMs }),
      onProgress: (sent, bytes) => patch(id, { progress: bytes === 0 ? 1 : sent / bytes }),
    });
    patch(id, { facts, mediaId: media.id, posterId: posterMedia?.id ?? null, progress: 1 });
    flush(app);
  } catch (error) {
    if (!signal.aborted) patch(id, { error });
  } finally {
    aborts.delete(id);
  }
}

/** Sends what is attached as soon as it is there, with the text below the first. */
export function sendAttachments(app: App, conversationId: number, text: string): void {
  const batch: Batch = { text, extras: takeExtras(app, conversationId, text) };
  for (const { id } of unsentOf(conversationId)) patch(id, { batch });
  flush(app);
}

/** Sends each batch that is complete. */
function flush(app: App): void {
  const batches = new Set(attachments().flatMap(({ batch }) => batch ?? []));
  for (const batch of batches) {
    const members = attachments().filter((one) => one.batch === batch);
    if (members.some(({ mediaId }) => mediaId === null)) continue;
    forget(members.map(({ id }) => id));
    const [first] = members;
    if (first === undefined) continue;
    contentsOf(members, batch.text).forEach((content, index) => {
      const extras = index === 0 ? batch.extras : {};
      // The timeline shows what became of it.
      app.client.outbox.send(first.conversationId, content, extras).sent.catch(() => undefined);
    });
  }
}

/** Pictures together, everything else by itself; what is written stands below the first. */
function contentsOf(members: readonly Attachment[], text: string): Content[] {
  const caption = text === "" ? {} : { text };
  const images = members.flatMap(({ kind, mediaId }) =>
    kind === "image" && mediaId !== null ? [{ mediaId }] : [],
  );
  const contents: Content[] = images.length === 0 ? [] : [{ type: "image", images }];
  for (const { kind, mediaId, posterId, facts } of members) {
    if (kind === "image" || mediaId === null) continue;
    if (kind === "file") {
      contents.push({ type: "file", mediaId });
      continue;
    }
    const { poster: _, ...known } = facts;
    contents.push({ type: "video", mediaId, ...known, ...(posterId === null ? {} : { posterId }) });
  }
  return contents.map((content, index) => (index === 0 ? { ...content, ...caption } : content));
}
