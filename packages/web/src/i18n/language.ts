/**
 * The language of the page: which one it is, its texts, its dates. Owns `<html lang>` and the stored choice.
 * Reading `text()` or `language()` inside a component makes it follow a change without a reload (UX-59). Only the
 * language that is shown is loaded; the module is ready once it is.
 */
import { batch, createSignal } from "solid-js";
import { readSetting, writeSetting } from "../platform/settings.ts";
import type { Dictionary } from "./en.ts";

export const languages = {
  en: { name: "English", load: async () => (await import("./en.ts")).en },
  "zh-CN": { name: "简体中文", load: async () => (await import("./zh-cn.ts")).zhCn },
} as const satisfies Record<string, { name: string; load: () => Promise<Dictionary> }>;

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
const first = isLanguage(stored) ? stored : preferredLanguage(globalThis.navigator?.languages ?? []);
const [language, setLanguageSignal] = createSignal<Language>(first);
const [text, setText] = createSignal<Dictionary>(await languages[first].load());
let chosen: Language = first;

export {
  language,
  /** The texts of the current language. */
  text,
};

/** Shown as soon as its texts are there; without network the one before stays. */
export function setLanguage(next: Language): void {
  chosen = next;
  languages[next].load().then(
    (dictionary) => {
      if (chosen !== next) return;
      batch(() => {
        setLanguageSignal(next);
        setText(() => dictionary);
      });
      writeSetting("language", next);
      applyLanguage();
    },
    () => undefined,
  );
}

/** Tells the document which language it is in. */
export function applyLanguage(): void {
  document.documentElement.lang = language();
}
