import "../../styles/features/stickers.css";
import type { TimelineMessage } from "@parley/sdk";
import { createSignal, type JSX, Show, Suspense } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { stickersText } from "../../i18n/stickers/stickers-text.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { StickerImage, stickerName } from "./sticker-image.tsx";
import { shownSticker } from "./sticker-packs.ts";

const PackDialog = lazyPart(async () => (await import("./pack-dialog.tsx")).PackDialog);

type StickerContent = Extract<NonNullable<TimelineMessage["content"]>, { type: "sticker" }>;

/** A sticker without a bubble around it; a click shows its pack. */
export function StickerContentView(props: { content: StickerContent }): JSX.Element {
  const app = useApp();
  const [isOpen, setOpen] = createSignal(false);
  const sticker = () => {
    const { content } = props;
    // One that is being sent was picked here, so it is known.
    return "mediaId" in content ? content : shownSticker(app, content.packId, content.stickerId);
  };
  return (
    <>
      <button
        type="button"
        class="sticker"
        tabindex="-1"
        aria-label={stickersText().openPack(stickerName(sticker()?.emoji))}
        onClick={() => setOpen(true)}
      >
        <Show when={sticker()}>{(known) => <StickerImage sticker={known()} />}</Show>
      </button>
      <Show when={isOpen()}>
        <Suspense>
          <PackDialog packId={props.content.packId} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </>
  );
}
