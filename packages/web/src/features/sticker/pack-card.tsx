import { limits } from "@parley/protocol/limits";
import { createEffect, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { stickersText } from "../../i18n/stickers/stickers-text.ts";
import { confirm } from "../../ui/confirm.ts";
import { openEmojiPicker } from "../../ui/emoji-request.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { type MenuItem, openMenuFrom } from "../../ui/menu.tsx";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { pickFiles } from "../media/pick-files.ts";
import { CancelButton } from "../settings/fact.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { stickerFile } from "./picture-file.ts";
import { StickerImage, stickerName } from "./sticker-image.tsx";
import {
  type FullPack,
  keepPack,
  loadStickers,
  type Sticker,
  type StickerPack,
  stickersOf,
} from "./sticker-packs.ts";

const accepted = "image/png,image/webp,image/jpeg,image/gif";

/** A pack that one may change, with everything that can be changed of it. */
export function PackCard(props: { pack: StickerPack }): JSX.Element {
  const app = useApp();
  const words = stickersText;
  const [isRenaming, setRenaming] = createSignal(false);
  const [adding, setAdding] = createSignal(0);
  const stickers = () => stickersOf(app, props.pack.id) ?? [];
  createEffect(() => void loadStickers(app, props.pack).catch(() => undefined));

  const change = async (call: () => Promise<FullPack>) => {
    try {
      keepPack(app, await call());
    } catch (error) {
      showToast(errorText(error));
    }
  };
  const add = async () => {
    const places = limits.stickersPerPackMax - stickers().length;
    const files = (await pickFiles(accepted)).slice(0, places);
    setAdding(files.length);
    for (const file of files) {
      await addPicture(file);
      setAdding((left) => left - 1);
    }
  };
  const addPicture = async (file: File) => {
    try {
      const fitting = await stickerFile(file);
      if (fitting === null) {
        const { stickerBytesMax, stickerPixelsMax } = limits;
        showToast(words().tooLarge(stickerBytesMax / 1024, stickerPixelsMax));
        return;
      }
      const { id } = await app.client.media.upload(fitting, { kind: "image", name: file.name });
      await change(() => app.client.stickers.add({ packId: props.pack.id, stickers: [{ mediaId: id }] }));
    } catch (error) {
      showToast(errorText(error));
    }
  };
  const remove = async () => {
    const isSure = await confirm({
      ...{ title: `${words().delete}: ${props.pack.name}`, explanation: words().deleteExplain },
      action: words().delete,
    });
    if (!isSure) return;
    app.client.stickerPacks
      .delete({ packId: props.pack.id })
      .catch((error: unknown) => showToast(errorText(error)));
  };
  return (
    <article class="settings-card sticker-card" aria-label={props.pack.name}>
      <Show
        when={isRenaming()}
        fallback={
          <div class="sticker-card-head">
            <h3 class="sticker-card-name">{props.pack.name}</h3>
            <IconButton icon="edit" label={words().rename} onClick={() => setRenaming(true)} />
            <IconButton icon="trash" label={words().delete} onClick={() => void remove()} />
          </div>
        }
      >
        <RenameForm pack={props.pack} onEnd={() => setRenaming(false)} />
      </Show>
      <div class="sticker-grid sticker-grid-own">
        <For each={stickers()}>
          {(sticker, index) => (
            <button
              type="button"
              class="sticker-cell"
              aria-label={stickerName(sticker.emoji)}
              aria-haspopup="menu"
              onClick={({ currentTarget }) =>
                openMenuFrom(
                  words().actions,
                  stickerMenu({
                    pack: props.pack,
                    stickers: stickers(),
                    index: index(),
                    anchor: currentTarget,
                    change,
                  }),
                  currentTarget,
                )
              }
            >
              <StickerImage sticker={sticker} />
              <Show when={sticker.emoji}>
                <span class="sticker-emoji">{sticker.emoji}</span>
              </Show>
            </button>
          )}
        </For>
        <button
          type="button"
          class="sticker-cell sticker-add"
          aria-label={words().addPictures}
          title={words().addPictures}
          aria-busy={adding() > 0}
          disabled={adding() > 0 || stickers().length >= limits.stickersPerPackMax}
          onClick={() => void add()}
        >
          <Icon name="plus" />
        </button>
      </div>
      <p class="settings-note">{words().picturesHint(limits.stickerPixelsMax)}</p>
      <Show when={props.pack.source === "own"}>
        <SwitchRow
          label={words().share}
          hint={words().shareHint}
          isOn={props.pack.isShared}
          onChange={(isShared) =>
            void change(() => app.client.stickerPacks.update({ packId: props.pack.id, isShared }))
          }
        />
      </Show>
    </article>
  );

  function stickerMenu({ pack, stickers, index, anchor, change }: MenuPlace): MenuItem[] {
    const sticker = stickers[index];
    if (sticker === undefined) return [];
    const packId = pack.id;
    const moveBy = (by: number) => {
      const ids = stickers.map(({ id }) => id).toSpliced(index, 1);
      void change(() =>
        app.client.stickerPacks.update({ packId, stickerIds: ids.toSpliced(index + by, 0, sticker.id) }),
      );
    };
    const setEmoji = (emoji: string) =>
      void change(() => app.client.stickers.add({ packId, stickers: [{ mediaId: sticker.mediaId, emoji }] }));
    return [
      {
        ...{ label: words().setEmoji, icon: "smile" as const },
        run: () => openEmojiPicker({ label: words().setEmoji, anchor, onPick: setEmoji }),
      },
      ...(index > 0 ? [{ label: words().earlier, icon: "back" as const, run: () => moveBy(-1) }] : []),
      ...(index < stickers.length - 1
        ? [{ label: words().later, icon: "right" as const, run: () => moveBy(1) }]
        : []),
      {
        ...{ label: words().takeOut, icon: "trash" as const },
        run: () => void change(() => app.client.stickers.remove({ packId, stickerIds: [sticker.id] })),
      },
    ];
  }
}

interface MenuPlace {
  readonly pack: StickerPack;
  readonly stickers: readonly Sticker[];
  readonly index: number;
  readonly anchor: Element;
  readonly change: (call: () => Promise<FullPack>) => Promise<void>;
}

function RenameForm(props: { pack: StickerPack; onEnd: () => void }): JSX.Element {
  const app = useApp();
  const [name, setName] = createSignal(props.pack.name);
  const save = async () => {
    keepPack(app, await app.client.stickerPacks.update({ packId: props.pack.id, name: name().trim() }));
    props.onEnd();
  };
  return (
    <SaveForm save={save} done={null} end={<CancelButton onClick={() => props.onEnd()} />}>
      <TextField
        label={stickersText().name}
        value={name()}
        onInput={setName}
        maxLength={limits.stickerPackNameCharsMax}
        isFocused
      />
    </SaveForm>
  );
}
