import { text } from "../i18n/language.ts";
import type { IconName } from "../ui/icon.tsx";
import type { App, MainPageName } from "./app-context.ts";

export interface NavigationEntry {
  readonly page: MainPageName;
  readonly icon: IconName;
  label(): string;
  /** What waits there, and how it is read out. */
  count?(app: App): number;
  countLabel?(count: number): string;
  isShown?(app: App): boolean;
}

/** Where the rail and a phone's tabs lead, in their order. A page joins them with its line here. */
export const navigationEntries: readonly NavigationEntry[] = [
  {
    page: "inbox",
    icon: "conversations",
    label: () => text().inbox.title,
    count: (app) => app.inbox().unreadTotal,
    countLabel: (count) => text().inbox.unread(count),
  },
  {
    page: "contacts",
    icon: "contacts",
    label: () => text().contacts.title,
    count: (app) => app.requests().pendingCount,
    countLabel: (count) => text().contacts.pending(count),
  },
  { page: "saved", icon: "bookmark", label: () => text().inbox.saved, isShown: (app) => !app.isGuest() },
  { page: "settings", icon: "settings", label: () => text().settings.title },
];
