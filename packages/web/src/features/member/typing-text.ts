import type { InboxItem } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { userName } from "../user/user-name.ts";

/** Who is typing, in words; empty when nobody is. */
export function typingText(app: App, userIds: readonly number[], item: InboxItem | undefined): string {
  const [first, second] = userIds;
  const { conversation } = text();
  if (first === undefined) return "";
  if (userIds.length > 2) return conversation.typingMany;
  // A peer's name stands above already, but a sentence without a subject would not read well.
  const firstName = userName(app, item?.peer?.id ?? first);
  if (second === undefined) return conversation.typingOne(firstName);
  return conversation.typingTwo(firstName, userName(app, second));
}
