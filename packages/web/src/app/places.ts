/** Names of what lies within a page, as they stand in its address. */

/** What can stand beside a conversation, or cover it where there is no room. */
export const besidePanes = ["details", "search"] as const;
export type BesidePane = (typeof besidePanes)[number];

export const contactLists = ["requests", "blocked", "groups"] as const;

/** A list, a person by id, or whoever a link leads to. */
export type ContactsPlace = (typeof contactLists)[number] | number | `u/${string}`;

export const settingsPages = [
  "profile",
  "security",
  "devices",
  "privacy",
  "stickers",
  "keys",
  "automatic",
  "reports",
  "follows",
  "upgrade",
] as const;
export type SettingsPageName = (typeof settingsPages)[number];

export const savedParts = ["scheduled"] as const;
export type SavedPartName = (typeof savedParts)[number];

export const adminPages = ["users", "invites", "complaints", "audit", "mails"] as const;
export type AdminPageName = (typeof adminPages)[number];
