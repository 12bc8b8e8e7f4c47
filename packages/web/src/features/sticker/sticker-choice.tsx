/** The page of stickers beside the emoji: what is picked there is sent at once. */
import type { App } from "../../app/app-context.ts";
import { stickersText } from "../../i18n/stickers/stickers-text.ts";
import { closeEmojiPicker, type OpenEmojiPicker } from "../../ui/emoji-request.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { sendContent } from "../message/send-composed.ts";
import { jumpToLatest } from "../message/timeline-commands.ts";

const StickerPicker = lazyPart(async () => (await import("./sticker-picker.tsx")).StickerPicker);

export function stickerChoice(app: App, conversationId: number): NonNullable<OpenEmojiPicker["other"]> {
  return {
    label: () => stickersText().title,
    content: () => (
      <StickerPicker
        onPick={({ packId, stickerId }) => {
          closeEmojiPicker();
          sendContent(app, conversationId, { type: "sticker", packId, stickerId });
          jumpToLatest();
        }}
        onLeave={() => closeEmojiPicker()}
      />
    ),
  };
}
