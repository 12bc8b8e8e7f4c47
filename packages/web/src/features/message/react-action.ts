import type { TimelineMessage } from "@parley/sdk";
import { isLiving, type MessageAction, type MessageContext } from "../../actions/message-action.ts";
import type { App } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { quickEmoji } from "../../ui/emoji-list.ts";
import { openEmojiPicker } from "../../ui/emoji-request.ts";
import { errorText } from "../../ui/error-text.ts";
import type { QuickChoice } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import { rowElementId } from "./message-walk.ts";

/** The emoji with which somebody reacts to a message. */
function emojisOf(message: TimelineMessage, userId: number): string[] {
  return (message.reactions ?? [])
    .filter(({ userIds }) => userIds.includes(userId))
    .map(({ emoji }) => emoji);
}

export function hasReacted(app: App, message: TimelineMessage, emoji: string): boolean {
  return emojisOf(message, app.session()?.user.id ?? 0).includes(emoji);
}

/** Reacts with an emoji, or takes it back where one has. */
export async function toggleReaction(app: App, message: TimelineMessage, emoji: string): Promise<void> {
  const before = emojisOf(message, app.session()?.user.id ?? 0);
  const emojis = before.includes(emoji) ? before.filter((other) => other !== emoji) : [...before, emoji];
  try {
    await app.client.messages.react({ conversationId: message.conversationId, id: message.id, emojis });
  } catch (error) {
    showToast(errorText(error));
  }
}

function mayReact(message: TimelineMessage): boolean {
  return message.state === "sent" && message.content !== null;
}

/** The commonest reactions, above the menu of a message. */
export function quickReactions({ app, item, message }: MessageContext): QuickChoice[] {
  if (!mayReact(message) || !isLiving(item)) return [];
  return quickEmoji.map((emoji) => {
    const isOn = hasReacted(app, message, emoji);
    return {
      text: emoji,
      label: isOn ? talkText().unreact(emoji) : talkText().reactWith(emoji),
      isOn,
      run: () => void toggleReaction(app, message, emoji),
    };
  });
}

export const reactAction: MessageAction = {
  id: "react",
  isSeenByOthers: true,
  key: "+",
  icon: "smile",
  label: () => talkText().react,
  isAvailable: ({ message }) => mayReact(message),
  run: ({ app, message }) => {
    const row = document.getElementById(rowElementId(message.id));
    const anchor = row?.querySelector(".bubble") ?? row;
    if (anchor == null) return;
    openEmojiPicker({
      label: talkText().react,
      anchor,
      onPick: (emoji) => void toggleReaction(app, message, emoji),
    });
  },
};
