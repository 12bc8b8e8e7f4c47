/**
 * Every keyboard shortcut that holds on the whole page, as data: the handler and the `?` sheet read this table.
 * Invariant: without Ctrl, Cmd or Alt nothing here fires while a person types (UX-57).
 */
import type { App } from "../app/app-context.ts";
import { toggleDetails } from "../features/conversation/details-toggle.ts";
import { jumpToLatest } from "../features/message/timeline-commands.ts";
import { text } from "../i18n/language.ts";

export interface Shortcut {
  /** As shown; `mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys: readonly string[];
  label(): string;
  matches(event: KeyboardEvent): boolean;
  run(app: App): void;
}

const isMac = /Mac|iP(hone|ad|od)/.test(globalThis.navigator?.platform ?? "");
export const modifierName = isMac ? "⌘" : "Ctrl";

const withModifier = (event: KeyboardEvent) => (isMac ? event.metaKey : event.ctrlKey) && !event.altKey;
const withAlt = (event: KeyboardEvent) => event.altKey && !event.ctrlKey && !event.metaKey;
const plain = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey;

function stepConversation(app: App, by: 1 | -1): void {
  const { items } = app.inbox();
  const at = items.findIndex((item) => item.conversation.id === app.openConversationId());
  const next = items[at === -1 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))];
  if (next !== undefined) app.openConversation(next.conversation.id);
}

/** Focuses the composer of the open conversation, if there is one. */
export function focusComposer(): void {
  document.querySelector<HTMLTextAreaElement>("#composer")?.focus();
}

export const shortcuts: readonly Shortcut[] = [
  {
    keys: ["?"],
    label: () => text().shortcuts.open,
    matches: (event) => plain(event) && event.key === "?",
    run: (app) => app.setOverlay("shortcuts"),
  },
  {
    keys: ["mod", "K"],
    label: () => text().shortcuts.switcher,
    matches: (event) => withModifier(event) && event.key.toLowerCase() === "k",
    run: (app) => app.setOverlay(app.overlay() === "switcher" ? null : "switcher"),
  },
  {
    keys: ["Alt", "↓"],
    label: () => text().shortcuts.nextConversation,
    matches: (event) => withAlt(event) && event.key === "ArrowDown",
    run: (app) => stepConversation(app, 1),
  },
  {
    keys: ["Alt", "↑"],
    label: () => text().shortcuts.previousConversation,
    matches: (event) => withAlt(event) && event.key === "ArrowUp",
    run: (app) => stepConversation(app, -1),
  },
  {
    keys: ["N"],
    label: () => text().shortcuts.newDirect,
    matches: (event) => plain(event) && event.key.toLowerCase() === "n",
    run: (app) => app.setOverlay("find-person"),
  },
  {
    keys: ["G"],
    label: () => text().shortcuts.newGroup,
    matches: (event) => plain(event) && event.key.toLowerCase() === "g",
    run: (app) => app.setOverlay("new-group"),
  },
  {
    keys: ["mod", ","],
    label: () => text().shortcuts.settings,
    matches: (event) => withModifier(event) && event.key === ",",
    run: (app) => app.openPage("settings"),
  },
  {
    keys: ["I"],
    label: () => text().shortcuts.toggleDetails,
    matches: (event) => plain(event) && event.key.toLowerCase() === "i",
    run: toggleDetails,
  },
  {
    keys: ["C"],
    label: () => text().shortcuts.focusComposer,
    matches: (event) => plain(event) && event.key.toLowerCase() === "c",
    run: focusComposer,
  },
  {
    keys: ["End"],
    label: () => text().shortcuts.jumpToLatest,
    matches: (event) => plain(event) && event.key === "End",
    run: jumpToLatest,
  },
  {
    keys: ["Esc"],
    label: () => text().shortcuts.leave,
    matches: (event) => plain(event) && event.key === "Escape",
    run: (app) => {
      const route = app.router.route();
      if (route.page !== "inbox" || route.conversationId !== null) app.router.leave();
    },
  },
];

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.matches("[type=radio], [type=checkbox]")) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

/** Runs the shortcut the event stands for, if any. */
export function handleShortcut(app: App, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || app.session() == null) return;
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  if (!hasModifier && isTyping(event.target)) return;
  const isCovered = document.querySelector("dialog[open], [popover=auto]:popover-open") !== null;
  if (isCovered && !(app.overlay() === "switcher" && hasModifier)) return;
  const shortcut = shortcuts.find((candidate) => candidate.matches(event));
  if (shortcut === undefined) return;
  event.preventDefault();
  shortcut.run(app);
}
