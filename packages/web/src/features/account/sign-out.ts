import type { App } from "../../app/app-context.ts";
import { inboxRoute } from "../../app/router.ts";
import { text } from "../../i18n/language.ts";
import { confirm } from "../../ui/confirm.ts";

/** Asks, naming what would be lost, then ends the session here. */
export async function signOut(app: App): Promise<void> {
  const unsentCount = app.client.outbox.messages.get().length;
  const { account } = text();
  const explanation =
    unsentCount === 0
      ? account.signOutExplain
      : `${account.unsentWarning(unsentCount)} ${account.signOutExplain}`;
  const isYes = await confirm({ title: account.signOutQuestion, explanation, action: account.signOut });
  if (!isYes) return;
  app.router.navigate(inboxRoute(), "replace");
  await app.client.account.logout();
}
