/**
 * Addresses of files for `<img>` and the like. Owns those that were given out and still hold; asks for several at once.
 * Invariant: an address is only ever shown to the user it was made for.
 */
import { clientLimits } from "@parley/protocol/client-limits";
import { createSignal } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { now } from "../../platform/clock.ts";
import { previewOf } from "./file-previews.ts";

interface Link {
  /** Null: the user may not see the file, or it is gone. */
  readonly url: string | null;
  /** When it is asked for again. */
  readonly renewsAt: number;
}

/** An address is replaced while it still holds for so long, at least. */
const marginMs = 60_000;
/** Addresses end on the hour for everybody; so that not everybody asks in the same moment, some ask so much earlier. */
const spreadMs = 540_000;
/** Whatever this device's clock says: one that is wrong by hours must not have every address asked for all the time. */
const heldMs = { min: 1_800_000, max: 6_600_000 };
/** What is not there now may be there later, such as a file of a message that is about to come. */
const goneMs = 30_000;
const retryAfterMs = 5_000;

const [links, setLinks] = createSignal<ReadonlyMap<string, Link>>(new Map());
const wanted = new Set<string>();
let isScheduled = false;
/** Changes when addresses are to be replaced: what shows one asks again by itself, however long it is shown. */
const [renewals, setRenewals] = createSignal(0);
let renewal: ReturnType<typeof setTimeout> | undefined;

const keyOf = (app: App, id: string) => `${app.session()?.user.id ?? 0}:${id}`;

function linkOf(app: App, { expiresAt, url }: { url: string; expiresAt: number }): Link {
  const { id } = app.session()?.user ?? { id: 0 };
  const heldForMs = expiresAt - now() - marginMs - ((id * 7_919) % spreadMs);
  return { url, renewsAt: now() + Math.min(heldMs.max, Math.max(heldMs.min, heldForMs)) };
}

function scheduleRenewal(app: App): void {
  const times = [...links().values()].map(({ renewsAt, url }) => (url === null ? 0 : renewsAt));
  const next = Math.min(...times.filter((time) => time > now()));
  clearTimeout(renewal);
  if (next === Number.POSITIVE_INFINITY) return;
  renewal = setTimeout(
    () => {
      setRenewals((count) => count + 1);
      scheduleRenewal(app);
    },
    next - now() + 1_000,
  );
}

async function ask(app: App): Promise<void> {
  isScheduled = false;
  const ids = [...wanted].slice(0, clientLimits.mediaLinksMax);
  for (const id of ids) wanted.delete(id);
  if (wanted.size > 0) schedule(app);
  try {
    const answer = await app.client.media.link({ ids });
    const found = new Map(answer.links.map((link) => [link.id, linkOf(app, link)]));
    const next = new Map(links());
    for (const id of ids) {
      next.set(keyOf(app, id), found.get(id) ?? { url: null, renewsAt: now() + goneMs });
    }
    setLinks(next);
    scheduleRenewal(app);
  } catch {
    // What is still shown asks again: when there is a connection, or after a while where the server was busy.
    setTimeout(() => setRenewals((count) => count + 1), retryAfterMs);
  }
}

function schedule(app: App): void {
  if (isScheduled) return;
  isScheduled = true;
  queueMicrotask(() => void ask(app));
}

/** The address of a file as it is now, whatever was given before; null where there is none for this user. */
export async function renewedMediaUrl(app: App, id: string): Promise<string | null> {
  const [link] = (await app.client.media.link({ ids: [id] })).links;
  if (link !== undefined) setLinks(new Map(links()).set(keyOf(app, id), linkOf(app, link)));
  return link?.url ?? null;
}

/**
 * The address of a file, or of a copy at least so wide; undefined until it is known, null where there is none for this
 * user. Follows a change inside a component.
 */
export function mediaUrl(app: App, id: string, width?: number): string | null | undefined {
  // What is on its way has an id of the SDK's.
  if (id.includes("-")) return previewOf(app, id);
  renewals();
  const link = links().get(keyOf(app, id));
  // Asked again after a time offline.
  const isOnline = app.connection().status === "online";
  if ((link === undefined || link.renewsAt <= now()) && isOnline) {
    wanted.add(id);
    schedule(app);
  }
  if (link === undefined || link.url === null) return link?.url;
  return width === undefined ? link.url : `${link.url}&width=${width}`;
}
