import type { App } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";

/** What to call a user; asks for the profile where it is not known yet and changes when it comes. */
export function userName(app: App, userId: number): string {
  if (userId === 0) return text().common.systemUser;
  const known = app.users().get(userId) ?? app.client.user(userId);
  return known === null ? text().common.unknownUser : known.nickname;
}
