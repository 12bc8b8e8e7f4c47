/**
 * The language of the page: which one it is, its texts, its dates. Owns `<html lang>` and the stored choice.
 * Reading `text()` or `language()` inside a component makes it follow a change without a reload (UX-59).
 */
import { createSignal } from "solid-js";
import { readSetting, writeSetting } from "../platform/settings.ts";
import { type Dictionary, en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

export const languages = {
  en: { name: "English", dictionary: en },
  "zh-CN": { name: "简体中文", dictionary: zhCn },
} as const satisfies Record<string, { name: string; dictionary: Dictionary }>;

export type Language = keyof typeof languages;

function isLanguage(value: string | null): value is Language {
  return value !== null && Object.hasOwn(languages, value);
}

/** The first of the browser's languages that there is a dictionary for; English otherwise. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (tag.toLowerCase().startsWith("zh")) return "zh-CN";
    if (tag.toLowerCase().startsWith("en")) return "en";
  }
  return "en";
}

const stored = readSetting("language");
const [language, setLanguageSignal] = createSignal<Language>(
  isLanguage(stored) ? stored : preferredLanguage(globalThis.navigator?.languages ?? []),
);

export { language };

/** The texts of the current language. */
export function text(): Dictionary {
  return languages[language()].dictionary;
}

export function setLanguage(next: Language): void {
  setLanguageSignal(next);
  writeSetting("language", next);
  applyLanguage();
}

/** Tells the document which language it is in. */
export function applyLanguage(): void {
  document.documentElement.lang = language();
}
