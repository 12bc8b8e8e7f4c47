/**
 * Addresses of files that are on their way to the server, inside this page. Owns them; the files are the SDK's.
 * Invariant: at most `previewsMax` are held, the newest, so that a long day keeps no more.
 */
import { createSignal } from "solid-js";
import type { App } from "../../app/app-context.ts";

const previewsMax = 40;

/** Null: not kept on this device. */
const [previews, setPreviews] = createSignal<ReadonlyMap<string, string | null>>(new Map());
const asked = new Set<string>();

export function keepPreview(id: string, file: Blob | null): string | null {
  const url = file === null ? null : URL.createObjectURL(file);
  const next = new Map(previews()).set(id, url);
  for (const [old, oldUrl] of next) {
    if (next.size <= previewsMax) break;
    next.delete(old);
    if (oldUrl !== null) URL.revokeObjectURL(oldUrl);
  }
  setPreviews(next);
  return url;
}

/** Undefined until it is known. After a reload the SDK's store has the file. */
export function previewOf(app: App, id: string): string | null | undefined {
  const known = previews().get(id);
  if (known === undefined && !asked.has(id)) {
    asked.add(id);
    void app.client.outbox.file(id).then((file) => keepPreview(id, file));
  }
  return known;
}
