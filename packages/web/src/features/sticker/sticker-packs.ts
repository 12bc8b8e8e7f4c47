/**
 * The packs a person can send from, which the SDK keeps, and their stickers, fetched when they are shown. Owns what is
 * known of these for the life of the page. Invariant: what one user has is never shown to another.
 */
import type { ResultOf } from "@parley/sdk";
import { createSignal, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

export type FullPack = ResultOf<"stickerPack.get">;
export type StickerPack = FullPack["pack"];
export type Sticker = FullPack["stickers"][number];

interface Known {
  readonly userId: number;
  readonly contents: ReadonlyMap<
    string,
    { readonly changedAt: number; readonly stickers: readonly Sticker[] }
  >;
}

const nothing: Known = { userId: 0, contents: new Map() };
const [known, setKnown] = createSignal<Known>(nothing);
const asked = new Set<string>();

const userIdOf = (app: App) => app.session()?.user.id ?? 0;

function knownBy(app: App): Known {
  const userId = userIdOf(app);
  return known().userId === userId ? known() : { ...nothing, userId };
}

/** The packs while the component is there; null until they are known. */
export function followStickerPacks(app: App): () => readonly StickerPack[] | null {
  const { stickerPacks } = app.client.state;
  const [packs, setPacks] = createSignal(stickerPacks.get());
  onCleanup(stickerPacks.subscribe((next) => setPacks(next)));
  return packs;
}

/** What is known of a pack, though it may have changed since; undefined until it is there. */
export function stickersOf(app: App, packId: string): readonly Sticker[] | undefined {
  return knownBy(app).contents.get(packId)?.stickers;
}

/** A sticker that was shown here, by its id: what is just being sent does not tell its image yet. */
export function shownSticker(app: App, packId: string, stickerId: string): Sticker | undefined {
  return stickersOf(app, packId)?.find(({ id }) => id === stickerId);
}

/** Fetches the stickers of a pack, where they are not known as they are. */
export async function loadStickers(app: App, { id, changedAt }: StickerPack): Promise<void> {
  const key = `${userIdOf(app)} ${id} ${changedAt}`;
  if (knownBy(app).contents.get(id)?.changedAt === changedAt || asked.has(key)) return;
  asked.add(key);
  try {
    keepPack(app, await app.client.stickerPacks.get({ packId: id }));
  } finally {
    asked.delete(key);
  }
}

/** What a call answered of a pack is what it has now. */
export function keepPack(app: App, { pack, stickers }: FullPack): void {
  const before = knownBy(app);
  const contents = new Map(before.contents).set(pack.id, { changedAt: pack.changedAt, stickers });
  setKnown({ ...before, contents });
}
