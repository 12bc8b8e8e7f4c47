import type { InboxItem } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { contentWords } from "../message/content-words.ts";
import { userName } from "../user/user-name.ts";

/** What the last message of a conversation said, on one line; in groups with who said it. */
export function messagePreview(app: App, item: InboxItem): string {
  const message = item.lastMessage;
  if (message === null) return text().inbox.noMessages;
  if (message.content === null) return text().inbox.recalled;
  const words = contentWords(message.content).replace(/\s+/gu, " ").slice(0, 140);
  if (item.peer !== null || message.content.type === "notice") return words;
  const author = message.isMine ? text().common.you : userName(app, message.senderId);
  return text().message.spoken(author, words);
}
