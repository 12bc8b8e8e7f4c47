import "../../styles/features/stickers.css";
import { createEffect, createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { stickersText } from "../../i18n/stickers/stickers-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { noteSticker, type RecentSticker, recentStickers } from "./recent-stickers.ts";
import { StickerImage, stickerName } from "./sticker-image.tsx";
import {
  followStickerPacks,
  loadStickers,
  type Sticker,
  type StickerPack,
  stickersOf,
} from "./sticker-packs.ts";

interface Pickable extends RecentSticker {
  readonly sticker: Sticker;
}

/** The stickers one can send: those used last, and pack by pack. */
export function StickerPicker(props: {
  onPick: (sticker: RecentSticker) => void;
  onLeave: () => void;
}): JSX.Element {
  const app = useApp();
  const words = stickersText;
  const known = followStickerPacks(app);
  // What is sent now does not move the grid under the finger.
  const recentAtFirst = recentStickers();
  const packs = () => known() ?? [];
  const recent = createMemo(() =>
    recentAtFirst.flatMap(({ packId, stickerId }): Pickable[] => {
      if (!packs().some(({ id }) => id === packId)) return [];
      const sticker = stickersOf(app, packId)?.find(({ id }) => id === stickerId);
      return sticker === undefined ? [] : [{ packId, stickerId, sticker }];
    }),
  );
  const [chosenId, setChosenId] = createSignal<string | null>(null);
  const chosen = (): StickerPack | null => {
    const id = chosenId();
    if (id === "recent") return null;
    return packs().find((pack) => pack.id === id) ?? (recent().length > 0 ? null : (packs()[0] ?? null));
  };
  // Packs of what was used last, and the one that is shown.
  createEffect(() => {
    const usedIds = new Set(recentAtFirst.map(({ packId }) => packId));
    for (const pack of packs()) {
      if (usedIds.has(pack.id) || pack.id === chosen()?.id)
        void loadStickers(app, pack).catch(() => undefined);
    }
  });
  const shown = (): readonly Pickable[] => {
    const pack = chosen();
    if (pack === null) return recent();
    const stickers = stickersOf(app, pack.id) ?? [];
    return stickers.map((sticker) => ({ packId: pack.id, stickerId: sticker.id, sticker }));
  };
  const pick = ({ packId, stickerId }: Pickable) => {
    noteSticker({ packId, stickerId });
    props.onPick({ packId, stickerId });
  };
  const manage = () => {
    props.onLeave();
    app.router.navigate({ page: "settings", part: "stickers" });
  };
  return (
    <div class="sticker-picker">
      <nav class="sticker-packs" aria-label={words().packs}>
        <Show when={recent().length > 0}>
          <button
            type="button"
            class="sticker-pack-tab"
            aria-pressed={chosen() === null}
            aria-label={words().recent}
            title={words().recent}
            onClick={() => setChosenId("recent")}
          >
            <Icon name="clock" />
          </button>
        </Show>
        <For each={packs()}>
          {(pack) => (
            <button
              type="button"
              class="sticker-pack-tab"
              aria-pressed={chosen()?.id === pack.id}
              aria-label={pack.name}
              title={pack.name}
              onClick={() => setChosenId(pack.id)}
            >
              <Show when={pack.cover} fallback={<Icon name="smile" />}>
                {(cover) => <StickerImage sticker={cover()} />}
              </Show>
            </button>
          )}
        </For>
        <Show when={!app.isGuest()}>
          <button
            type="button"
            class="sticker-pack-tab"
            aria-label={words().manage}
            title={words().manage}
            onClick={manage}
          >
            <Icon name="settings" />
          </button>
        </Show>
      </nav>
      <Show when={known() !== null} fallback={<Awaited />}>
        <Show when={packs().length > 0} fallback={<NoStickers onMake={app.isGuest() ? null : manage} />}>
          <p class="emoji-heading">{chosen()?.name ?? words().recent}</p>
          <Show
            when={chosen()?.stickerCount !== 0}
            fallback={<p class="sticker-note">{words().emptyPack}</p>}
          >
            <div class="sticker-grid">
              <For each={shown()}>
                {(entry) => (
                  <button
                    type="button"
                    class="sticker-cell"
                    aria-label={stickerName(entry.sticker.emoji)}
                    onClick={() => pick(entry)}
                  >
                    <StickerImage sticker={entry.sticker} />
                  </button>
                )}
              </For>
            </div>
          </Show>
        </Show>
      </Show>
    </div>
  );
}

function NoStickers(props: { onMake: (() => void) | null }): JSX.Element {
  return (
    <div class="sticker-none">
      <p class="sticker-none-title">{stickersText().none}</p>
      <Show when={props.onMake}>
        {(make) => (
          <>
            <p class="sticker-note">{stickersText().noneExplain}</p>
            <button type="button" class="button button-primary" onClick={() => make()()}>
              {stickersText().newPack}
            </button>
          </>
        )}
      </Show>
    </div>
  );
}
