import type { InboxItem } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { userName } from "../user/user-name.ts";

/** Who is typing or recording, in words; empty when nobody is. */
export function typingText(app: App, item: InboxItem | undefined): string {
  const { conversation } = text();
  const id = item?.conversation.id ?? 0;
  // A peer's name stands above already, but a sentence without a subject would not read well.
  const nameOf = (userId: number) => userName(app, item?.peer?.id ?? userId);
  for (const [userId, kind] of app.recording().get(id) ?? []) {
    return (kind === "voice" ? conversation.recordingVoice : conversation.recordingVideo)(nameOf(userId));
  }
  const [first, second, third] = app.typing().get(id) ?? [];
  if (first === undefined) return "";
  if (third !== undefined) return conversation.typingMany;
  if (second === undefined) return conversation.typingOne(nameOf(first));
  return conversation.typingTwo(userName(app, first), userName(app, second));
}
