/**
 * Small choices of this browser (theme, language, ...), one key each. Where storage is forbidden they hold until
 * the page is left, and nothing fails. `public/pre-paint.js` reads some of the same keys before the first paint.
 */
const prefix = "parley.";
const memory = new Map<string, string>();

export type SettingName =
  | "theme"
  | "language"
  | "textSize"
  | "density"
  | "enterSends"
  | "detailsOpen"
  | "notificationHint"
  | "heardVoices"
  | "recentEmoji"
  | "recentStickers";

export function readSetting(name: SettingName): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return memory.get(name) ?? null;
  }
}

export function writeSetting(name: SettingName, value: string): void {
  memory.set(name, value);
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // Forbidden or full: the choice then lasts as long as the page.
  }
}
