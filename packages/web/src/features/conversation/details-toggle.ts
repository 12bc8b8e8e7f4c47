/** Whether details are shown: a choice that lasts where there is room beside the timeline, a page elsewhere. */
import { createSignal } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { inboxRoute } from "../../app/router.ts";
import { isWide } from "../../platform/media.ts";
import { readSetting, writeSetting } from "../../platform/settings.ts";

const [isPinned, setPinned] = createSignal(readSetting("detailsOpen") !== "no");

export function isDetailsShown(app: App): boolean {
  const route = app.router.route();
  if (route.page !== "inbox" || app.openItem() === undefined) return false;
  return route.isDetails || (isWide() && isPinned());
}

export function toggleDetails(app: App): void {
  const route = app.router.route();
  if (route.page !== "inbox" || route.conversationId === null) return;
  if (isWide() && !route.isDetails) {
    setPinned(!isPinned());
    writeSetting("detailsOpen", isPinned() ? "yes" : "no");
  } else if (route.isDetails) {
    app.router.leave();
  } else {
    app.router.navigate(inboxRoute(route.conversationId, true));
  }
}
