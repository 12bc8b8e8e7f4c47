/**
 * Files beside the message box. They are the SDK's, which uploads them as soon as they are attached; owned here is what
 * only a browser knows of them, and which of them make one message.
 */
import { limits } from "@parley/protocol/limits";
import type { Attachment } from "@parley/sdk";
import { createSignal } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { takeExtras } from "../message/send-composed.ts";
import { keepPreview } from "./file-previews.ts";
import { readVideo, type VideoFacts } from "./video-facts.ts";

const attachedMax = limits.imagesPerMessageMax;
const kinds: readonly [RegExp, "image" | "video"][] = [
  [/^image\/(jpeg|png|gif|webp)$/, "image"],
  [/^video\/(mp4|webm)$/, "video"],
];

const facts = new Map<string, Promise<VideoFacts>>();
/** Those whose facts are waited for before they go. */
const [leaving, setLeaving] = createSignal<ReadonlySet<string>>(new Set());

/** Ids in the order somebody gave them; those that were attached since come after. */
const [order, setOrder] = createSignal<readonly string[]>([]);

/** Those that wait for the button, in the order they will be sent in. */
export function unsentOf(app: App, conversationId: number): readonly Attachment[] {
  const attached = app
    .attachments()
    .filter((one) => one.conversationId === conversationId && !leaving().has(one.id));
  const placeOf = ({ id }: Attachment) => (order().includes(id) ? order().indexOf(id) : order().length);
  return order().length === 0 ? attached : [...attached].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Moves one to the place of another, or a step. */
export function moveAttachment(app: App, { id, conversationId }: Attachment, to: string | 1 | -1): void {
  const ids = unsentOf(app, conversationId).map((one) => one.id);
  const from = ids.indexOf(id);
  const target = typeof to === "string" ? ids.indexOf(to) : from + to;
  if (from === -1 || target < 0 || target >= ids.length) return;
  setOrder(ids.toSpliced(from, 1).toSpliced(target, 0, id));
}

export function attach(app: App, conversationId: number, files: readonly File[]): void {
  const places = attachedMax - unsentOf(app, conversationId).length;
  if (files.length > places) showToast(mediaText().tooMany(attachedMax));
  for (const file of files.slice(0, Math.max(0, places))) {
    const kind = kinds.find(([pattern]) => pattern.test(file.type))?.[1] ?? "file";
    const { id } = app.client.attachments.add(conversationId, file, { kind });
    const url = keepPreview(id, file);
    if (kind === "video" && url !== null) facts.set(id, readVideo(url));
  }
}

/** Pictures together, everything else by itself; what is written stands below the first. */
export async function sendAttachments(app: App, conversationId: number, text: string): Promise<void> {
  const attached = unsentOf(app, conversationId);
  let first = { ...(text === "" ? {} : { text }), extras: takeExtras(app, conversationId, text) };
  const options = () => {
    const given = first;
    first = { extras: {} };
    return given;
  };
  setLeaving(new Set([...leaving(), ...attached.map(({ id }) => id)]));
  const images = attached.filter(({ kind }) => kind === "image");
  if (images.length > 0) app.client.sendImage(conversationId, images, options());
  for (const attachment of attached) {
    const { id, kind } = attachment;
    if (kind === "file") app.client.sendFile(conversationId, attachment, options());
    if (kind === "video") {
      const given = options();
      app.client.sendVideo(conversationId, attachment, { ...(await facts.get(id)), ...given });
    }
    facts.delete(id);
  }
}
