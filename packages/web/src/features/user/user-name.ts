import type { User } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";

/**
 * What to call a user: one's own name for them before theirs. Asks for the profile where it is not known yet and
 * changes when it comes.
 */
export function userName(app: App, userId: number): string {
  if (userId === 0) return text().common.systemUser;
  const known = app.users().get(userId) ?? app.client.user(userId);
  return app.contacts().kept.get(userId)?.remark ?? known?.nickname ?? text().common.unknownUser;
}

/** The same for somebody who is known. */
export function nameOf(app: App, user: User): string {
  return app.contacts().kept.get(user.id)?.remark ?? user.nickname;
}
