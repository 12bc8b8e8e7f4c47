/**
 * What is open, kept in the address so that the browser's back button, a phone's back gesture and a reload all
 * mean what a person expects. Owns `history`; knows nothing of what a route shows.
 */
import { createSignal, onCleanup } from "solid-js";
import { homePath } from "../platform/home-path.ts";
import {
  type AdminPageName,
  adminPages,
  type BesidePane,
  besidePanes,
  type ContactsPlace,
  contactLists,
  type SavedPartName,
  type SettingsPageName,
  savedParts,
  settingsPages,
} from "./places.ts";

export interface InboxRoute {
  readonly page: "inbox";
  readonly conversationId: number | null;
  /** What was opened beside the timeline, or covers it. */
  readonly beside: BesidePane | null;
  /** The message to show, in a link to one; left out of the address once it is shown. */
  readonly seq: number | null;
}

/** One member for each page; a further page is led by the compiler to its address, its parent and its component. */
export type Route =
  | InboxRoute
  | { readonly page: "search" }
  | { readonly page: "saved"; readonly part: SavedPartName | null }
  /** Into a group, by the code of an invitation. */
  | { readonly page: "join"; readonly code: string }
  | { readonly page: "contacts"; readonly place: ContactsPlace | null }
  | { readonly page: "settings"; readonly part: SettingsPageName | null }
  | { readonly page: "admin"; readonly part: AdminPageName }
  /** Another device's request to be signed in, from its QR code. */
  | { readonly page: "approve"; readonly requestId: string };

export type PageName = Route["page"];

export interface Router {
  readonly route: () => Route;
  navigate(route: Route, how?: "push" | "replace"): void;
  /** One step up: through the history where it leads there, otherwise by replacing the address. */
  leave(): void;
}

/** The inbox, with a conversation beside it or on top of it where one is given. */
export function inboxRoute(
  conversationId: number | null = null,
  beside: BesidePane | null = null,
  seq: number | null = null,
): InboxRoute {
  return { page: "inbox", conversationId, beside, seq };
}

/** The first view of a page. */
export function topOf(page: Exclude<PageName, "approve" | "join">): Route {
  switch (page) {
    case "inbox":
      return inboxRoute();
    case "search":
      return { page };
    case "saved":
      return { page, part: null };
    case "contacts":
      return { page, place: null };
    case "settings":
      return { page, part: null };
    case "admin":
      return { page, part: "users" };
  }
}

const numberPattern = /^\d{1,15}$/;
const codePattern = /^[\w-]{1,100}$/;

/** An address the app does not know shows the inbox. */
export function parsePath(path: string): Route {
  const [first, second, third, ...rest] = path.split("/").filter((part) => part !== "");
  if (rest.length > 0) return inboxRoute();
  const route = third === undefined ? parsePair(first, second) : null;
  return route ?? parseConversation(first, second, third) ?? inboxRoute();
}

function parsePair(first = "", second: string | undefined = undefined): Route | null {
  switch (first) {
    case "search":
      return second === undefined ? { page: first } : null;
    case "saved":
      if (second === undefined) return { page: "saved", part: null };
      return isOneOf(savedParts, second) ? { page: "saved", part: second } : null;
    case "g":
      return second !== undefined && codePattern.test(second) ? { page: "join", code: second } : null;
    case "contacts":
      return parseContacts(second);
    case "u":
      return second !== undefined && codePattern.test(second)
        ? { page: "contacts", place: `u/${second}` }
        : null;
    case "settings":
      if (second === undefined) return { page: "settings", part: null };
      return isOneOf(settingsPages, second) ? { page: "settings", part: second } : null;
    case "admin":
      if (second === undefined) return { page: "admin", part: "users" };
      return isOneOf(adminPages, second) ? { page: "admin", part: second } : null;
    // Where an OpenID provider sends back who let it sign them in; who is not signed in sees the way in.
    case "oidc":
      return second === undefined ? { page: "settings", part: "security" } : null;
    case "sign-in":
      return second !== undefined && codePattern.test(second) ? { page: "approve", requestId: second } : null;
    default:
      return null;
  }
}

function parseContacts(place: string | undefined): Route | null {
  if (place === undefined) return { page: "contacts", place: null };
  if (isOneOf(contactLists, place)) return { page: "contacts", place };
  return numberPattern.test(place) ? { page: "contacts", place: Number(place) } : null;
}

function parseConversation(first?: string, id?: string, place?: string): Route | null {
  if (first !== "c" || id === undefined || !numberPattern.test(id)) return null;
  if (place === undefined) return inboxRoute(Number(id));
  if (isOneOf(besidePanes, place)) return inboxRoute(Number(id), place);
  return numberPattern.test(place) ? inboxRoute(Number(id), null, Number(place)) : null;
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}

function inboxPath({ conversationId, beside, seq }: InboxRoute): string {
  if (conversationId === null) return homePath;
  const place = beside ?? seq;
  return place === null ? `/c/${conversationId}` : `/c/${conversationId}/${place}`;
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case "inbox":
      return inboxPath(route);
    case "search":
      return "/search";
    case "saved":
      return route.part === null ? "/saved" : `/saved/${route.part}`;
    case "join":
      return `/g/${route.code}`;
    case "contacts":
      if (typeof route.place === "string" && route.place.startsWith("u/")) return `/${route.place}`;
      return route.place === null ? "/contacts" : `/contacts/${route.place}`;
    case "settings":
      return route.part === null ? "/settings" : `/settings/${route.part}`;
    case "admin":
      return route.part === "users" ? "/admin" : `/admin/${route.part}`;
    case "approve":
      return `/sign-in/${route.requestId}`;
  }
}

/** One step up; null at the top of a page, where a phone shows the navigation. */
export function parentOf(route: Route): Route | null {
  switch (route.page) {
    case "inbox":
      if (route.conversationId === null) return null;
      return inboxRoute(route.beside === null ? null : route.conversationId);
    case "search":
      return inboxRoute();
    case "saved":
      return null;
    case "contacts":
      return route.place === null ? null : topOf("contacts");
    case "settings":
      return route.part === null ? null : topOf("settings");
    case "admin":
      return topOf("settings");
    case "approve":
    case "join":
      return inboxRoute();
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
