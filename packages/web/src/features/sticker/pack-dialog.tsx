import { ParleyError } from "@parley/sdk";
import { createResource, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { stickersText } from "../../i18n/stickers/stickers-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { StickerImage } from "./sticker-image.tsx";
import { type FullPack, keepPack } from "./sticker-packs.ts";

/** All stickers of a pack, which can be put into one's own list or taken out. */
export function PackDialog(props: { packId: string; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = stickersText;
  const [isWorking, setWorking] = createSignal(false);
  // Null where it is not seen: its owner deleted it, or keeps it.
  const [full, { mutate }] = createResource(
    () => props.packId,
    (packId) =>
      app.client.stickerPacks.get({ packId }).catch((error: unknown): FullPack | null => {
        if (error instanceof ParleyError && error.code === "not_found") return null;
        throw error;
      }),
  );
  const found = () => (full.error === undefined ? (full.latest ?? null) : null);
  const mayInstall = () => found()?.pack.source === "other" && !app.isGuest();
  const change = async (isInstalled: boolean) => {
    const { packId } = props;
    setWorking(true);
    try {
      if (isInstalled) {
        const installed = await app.client.stickerPacks.install({ packId });
        keepPack(app, installed);
        mutate(installed);
      } else {
        await app.client.stickerPacks.uninstall({ packId });
        mutate((before) => before && { ...before, pack: { ...before.pack, isInstalled: false } });
      }
      showToast(isInstalled ? words().added : words().removed);
    } catch (error) {
      showToast(errorText(error));
    }
    setWorking(false);
  };
  return (
    <Dialog
      title={(full.loading ? null : found()?.pack.name) ?? words().title}
      class="sticker-pack-dialog"
      onClose={() => props.onClose()}
    >
      <Switch>
        <Match when={full.error}>{(error) => <p class="form-error">{errorText(error())}</p>}</Match>
        <Match when={full.state === "ready" && found() === null}>
          <p class="dialog-text">{words().gone}</p>
        </Match>
        <Match when={found()}>
          {(shown) => (
            <>
              <p class="sticker-pack-facts">
                {words().count(shown().stickers.length)}
                <Show when={shown().pack.source === "server"}> · {words().server}</Show>
                <Show when={shown().pack.source === "own"}> · {words().own}</Show>
              </p>
              <ul class="sticker-grid sticker-grid-shown">
                <For each={shown().stickers}>
                  {(sticker) => (
                    <li class="sticker-cell">
                      <StickerImage sticker={sticker} />
                    </li>
                  )}
                </For>
              </ul>
              <Show when={mayInstall()}>
                <div class="dialog-buttons">
                  <button
                    type="button"
                    class="button"
                    classList={{ "button-primary": !shown().pack.isInstalled }}
                    disabled={isWorking()}
                    onClick={() => void change(!shown().pack.isInstalled)}
                  >
                    {shown().pack.isInstalled ? words().remove : words().add}
                  </button>
                </div>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </Dialog>
  );
}
