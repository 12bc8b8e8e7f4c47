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
  return route.beside === "details" || (isWide() && isPinned() && route.beside === null);
}

export function toggleDetails(app: App): void {
  const route = app.router.route();
  if (route.page !== "inbox" || route.conversationId === null) return;
  if (route.beside === "search") {
    app.router.navigate(inboxRoute(route.conversationId, isWide() ? null : "details"), "replace");
    if (isWide()) keepPinned(true);
  } else if (isWide() && route.beside === null) {
    keepPinned(!isPinned());
  } else if (route.beside === "details") {
    app.router.leave();
  } else {
    app.router.navigate(inboxRoute(route.conversationId, "details"));
  }
}

function keepPinned(next: boolean): void {
  setPinned(next);
  writeSetting("detailsOpen", next ? "yes" : "no");
}

/** Whether the search within the conversation is open. */
export function isSearchShown(app: App): boolean {
  const route = app.router.route();
  return route.page === "inbox" && route.beside === "search" && app.openItem() !== undefined;
}

export function toggleSearch(app: App): void {
  const route = app.router.route();
  if (route.page !== "inbox" || route.conversationId === null) return;
  if (route.beside === "search") app.router.leave();
  else
    app.router.navigate(
      inboxRoute(route.conversationId, "search"),
      route.beside === null ? "push" : "replace",
    );
}
