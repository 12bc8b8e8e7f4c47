/**
 * Addresses of files for `<img>` and the like. Owns those that were given out and still hold; asks for several at once.
 * Invariant: an address is only ever shown to the user it was made for.
 */
import { limits } from "@parley/protocol/limits";
import { createSignal } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { now } from "../../platform/clock.ts";
import { previewOf } from "./file-previews.ts";

interface Link {
  /** Null: the user may not see the file, or it is gone. */
  readonly url: string | null;
  readonly expiresAt: number;
}

/** An address is replaced while it still holds for so long. */
const marginMs = 60_000;
/** What is not there now may be there later, such as a file of a message that is about to come. */
const goneMs = 30_000;

const [links, setLinks] = createSignal<ReadonlyMap<string, Link>>(new Map());
const wanted = new Set<string>();
let isScheduled = false;

const keyOf = (app: App, id: string) => `${app.session()?.user.id ?? 0}:${id}`;

async function ask(app: App): Promise<void> {
  isScheduled = false;
  const ids = [...wanted].slice(0, limits.mediaLinksMax);
  for (const id of ids) wanted.delete(id);
  if (wanted.size > 0) schedule(app);
  try {
    const answer = await app.client.media.link({ ids });
    const found = new Map(answer.links.map(({ id, ...link }) => [id, link]));
    const next = new Map(links());
    for (const id of ids) {
      next.set(keyOf(app, id), found.get(id) ?? { url: null, expiresAt: now() + goneMs + marginMs });
    }
    setLinks(next);
  } catch {
    // Without connection: what is still shown then asks again.
  }
}

function schedule(app: App): void {
  if (isScheduled) return;
  isScheduled = true;
  queueMicrotask(() => void ask(app));
}

/**
 * The address of a file, or of a copy at least so wide; undefined until it is known, null where there is none for this
 * user. Follows a change inside a component.
 */
export function mediaUrl(app: App, id: string, width?: number): string | null | undefined {
  // What is on its way has an id of the SDK's.
  if (id.includes("-")) return previewOf(app, id);
  const link = links().get(keyOf(app, id));
  // Asked again after a time offline.
  const isOnline = app.connection().status === "online";
  if ((link === undefined || link.expiresAt - marginMs < now()) && isOnline) {
    wanted.add(id);
    schedule(app);
  }
  if (link === undefined || link.url === null) return link?.url;
  return width === undefined ? link.url : `${link.url}&width=${width}`;
}
