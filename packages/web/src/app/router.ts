/**
 * What is open, kept in the address so that the browser's back button, a phone's back gesture and a reload all
 * mean what a person expects. Owns `history`; knows nothing of what a route shows.
 */
import { createSignal, onCleanup } from "solid-js";

export interface InboxRoute {
  readonly page: "inbox";
  readonly conversationId: number | null;
  /** The details pane where it covers the timeline. */
  readonly isDetails: boolean;
}

/** One member for each page; a further page is led by the compiler to its address, its parent and its component. */
export type Route = InboxRoute | { readonly page: "settings" };

export type PageName = Route["page"];

export interface Router {
  readonly route: () => Route;
  navigate(route: Route, how?: "push" | "replace"): void;
  /** One step up: through the history where it leads there, otherwise by replacing the address. */
  leave(): void;
}

const conversationPattern = /^\/c\/(\d{1,15})(\/details)?\/?$/;
const settingsPattern = /^\/settings\/?$/;

/** The inbox, with a conversation beside it or on top of it where one is given. */
export function inboxRoute(conversationId: number | null = null, isDetails = false): InboxRoute {
  return { page: "inbox", conversationId, isDetails };
}

/** The first view of a page. */
export function topOf(page: PageName): Route {
  return page === "inbox" ? inboxRoute() : { page };
}

/** An address the app does not know shows the inbox. */
export function parsePath(path: string): Route {
  if (settingsPattern.test(path)) return { page: "settings" };
  const match = conversationPattern.exec(path);
  return match === null ? inboxRoute() : inboxRoute(Number(match[1]), match[2] !== undefined);
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case "inbox":
      if (route.conversationId === null) return "/";
      return `/c/${route.conversationId}${route.isDetails ? "/details" : ""}`;
    case "settings":
      return "/settings";
  }
}

/** One step up; null at the top of a page, where a phone shows the navigation. */
export function parentOf(route: Route): Route | null {
  switch (route.page) {
    case "inbox":
      if (route.conversationId === null) return null;
      return inboxRoute(route.isDetails ? route.conversationId : null);
    case "settings":
      return null;
  }
}

function depthOf(state: unknown): number {
  if (typeof state !== "object" || state === null || !("depth" in state)) return 0;
  return typeof state.depth === "number" ? state.depth : 0;
}

export function createRouter(): Router {
  const [route, setRoute] = createSignal(parsePath(location.pathname), {
    equals: (before, after) => pathOf(before) === pathOf(after),
  });
  const followHistory = () => setRoute(parsePath(location.pathname));
  addEventListener("popstate", followHistory);
  onCleanup(() => removeEventListener("popstate", followHistory));

  const navigate: Router["navigate"] = (next, how = "push") => {
    if (pathOf(next) === pathOf(route())) return;
    const depth = depthOf(history.state);
    if (how === "push") history.pushState({ depth: depth + 1 }, "", pathOf(next));
    else history.replaceState({ depth }, "", pathOf(next));
    setRoute(next);
  };
  const leave = () => {
    if (depthOf(history.state) > 0) history.back();
    else navigate(parentOf(route()) ?? inboxRoute(), "replace");
  };
  return { route, navigate, leave };
}
