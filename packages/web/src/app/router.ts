/**
 * What is open, kept in the address so that the browser's back button, a phone's back gesture and a reload all
 * mean what a person expects. Owns `history`; knows nothing of what a route shows.
 */
import { createSignal, onCleanup } from "solid-js";

export interface Route {
  readonly conversationId: number | null;
  /** The details pane where it covers the timeline. */
  readonly isDetails: boolean;
}

export interface Router {
  readonly route: () => Route;
  navigate(route: Route, how?: "push" | "replace"): void;
  /** One step up: through the history where it leads there, otherwise by replacing the address. */
  leave(): void;
}

const pattern = /^\/c\/(\d{1,15})(\/details)?\/?$/;

export function parsePath(path: string): Route {
  const match = pattern.exec(path);
  if (match === null) return { conversationId: null, isDetails: false };
  return { conversationId: Number(match[1]), isDetails: match[2] !== undefined };
}

export function pathOf(route: Route): string {
  if (route.conversationId === null) return "/";
  return `/c/${route.conversationId}${route.isDetails ? "/details" : ""}`;
}

function parentOf(route: Route): Route {
  return { conversationId: route.isDetails ? route.conversationId : null, isDetails: false };
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
    else navigate(parentOf(route()), "replace");
  };
  return { route, navigate, leave };
}
