/** Names of what lies within a page, as they stand in its address. */

export const contactLists = ["requests", "blocked"] as const;

/** A list, a person by id, or whoever a link leads to. */
export type ContactsPlace = (typeof contactLists)[number] | number | `u/${string}`;

export const settingsPages = ["profile", "security", "devices", "privacy", "upgrade"] as const;
export type SettingsPageName = (typeof settingsPages)[number];

export const adminPages = ["users", "complaints", "audit", "mails"] as const;
export type AdminPageName = (typeof adminPages)[number];
