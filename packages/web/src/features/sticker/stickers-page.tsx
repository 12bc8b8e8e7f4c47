import "../../styles/features/stickers.css";
import { limits } from "@parley/protocol/limits";
import { createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { stickersText } from "../../i18n/stickers/stickers-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { CancelButton } from "../settings/fact.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { PackCard } from "./pack-card.tsx";
import { StickerImage } from "./sticker-image.tsx";
import { followStickerPacks, type StickerPack } from "./sticker-packs.ts";

/** One's own packs, those added from others, and for administrators those of the server. */
export function StickersPage(): JSX.Element {
  const app = useApp();
  const words = stickersText;
  const known = followStickerPacks(app);
  const [isMaking, setMaking] = createSignal(false);
  const of = (source: StickerPack["source"]) => (known() ?? []).filter((pack) => pack.source === source);
  const isAdmin = () => app.self()?.role === "admin";
  return (
    <>
      <section>
        <h2 class="settings-heading">{words().own}</h2>
        <div class="sticker-cards">
          <For each={of("own")}>{(pack) => <PackCard pack={pack} />}</For>
          <div class="settings-card">
            <Show when={known() === null}>
              <Awaited />
            </Show>
            <Show
              when={isMaking()}
              fallback={
                <div class="settings-fact">
                  <p class="settings-note sticker-explain">{words().noneExplain}</p>
                  <button type="button" class="button button-primary" onClick={() => setMaking(true)}>
                    {words().newPack}
                  </button>
                </div>
              }
            >
              <NewPackForm onEnd={() => setMaking(false)} />
            </Show>
          </div>
        </div>
      </section>
      <Show when={of("other").length > 0}>
        <section>
          <h2 class="settings-heading">{words().installed}</h2>
          <div class="settings-card">
            <For each={of("other")}>{(pack) => <InstalledRow pack={pack} />}</For>
          </div>
        </section>
      </Show>
      <Show when={isAdmin() && of("server").length > 0}>
        <section>
          <h2 class="settings-heading">{words().server}</h2>
          <div class="sticker-cards">
            <For each={of("server")}>{(pack) => <PackCard pack={pack} />}</For>
          </div>
        </section>
      </Show>
    </>
  );
}

function NewPackForm(props: { onEnd: () => void }): JSX.Element {
  const app = useApp();
  const words = stickersText;
  const [name, setName] = createSignal("");
  const [isShared, setShared] = createSignal(true);
  const [isOfServer, setOfServer] = createSignal(false);
  const create = async () => {
    // The feed tells of it, and the page shows it.
    await app.client.stickerPacks.create({
      ...{ name: name().trim(), isShared: isShared() },
      ...(isOfServer() ? { isOfServer: true } : {}),
    });
    props.onEnd();
  };
  return (
    <SaveForm
      save={create}
      action={words().create}
      done={null}
      end={<CancelButton onClick={() => props.onEnd()} />}
    >
      <TextField
        label={words().name}
        value={name()}
        onInput={setName}
        maxLength={limits.stickerPackNameCharsMax}
        isFocused
      />
      <SwitchRow label={words().share} hint={words().shareHint} isOn={isShared()} onChange={setShared} />
      <Show when={app.self()?.role === "admin"}>
        <SwitchRow label={words().ofServer} isOn={isOfServer()} onChange={setOfServer} />
      </Show>
    </SaveForm>
  );
}

function InstalledRow(props: { pack: StickerPack }): JSX.Element {
  const app = useApp();
  const remove = () =>
    void app.client.stickerPacks
      .uninstall({ packId: props.pack.id })
      .catch((error: unknown) => showToast(errorText(error)));
  return (
    <div class="sticker-row">
      <span class="sticker-row-cover">
        <Show when={props.pack.cover}>{(cover) => <StickerImage sticker={cover()} />}</Show>
      </span>
      <span class="sticker-row-text">
        <span>{props.pack.name}</span>
        <span class="field-note">{stickersText().count(props.pack.stickerCount)}</span>
      </span>
      <IconButton icon="trash" label={`${stickersText().remove}: ${props.pack.name}`} onClick={remove} />
    </div>
  );
}
