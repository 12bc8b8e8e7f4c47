import type { App } from "../../app/app-context.ts";
import { fullTime } from "../../i18n/dates.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";

/** Why the reader may not write in the open conversation, as far as is known here; null: they may. */
export function writeBlock(app: App, now: number): string | null {
  const item = app.openItem();
  if (item === undefined) return null;
  const { status } = item.conversation;
  if (status === "dissolved") return talkText().dissolved;
  if (status === "locked") return talkText().locked;
  if (item.status === "locked") return talkText().closed;
  if (item.conversation.kind !== "group") return null;
  const { mutedUntil } = app.group.self() ?? {};
  if (mutedUntil !== undefined && mutedUntil > now) return talkText().mutedUntil(fullTime(mutedUntil));
  const settings = app.group.group()?.settings;
  const isForAdmins = settings?.isBroadcast === true || settings?.isMutedAll === true;
  return isForAdmins && !app.group.isAdmin() ? talkText().adminsOnly : null;
}
