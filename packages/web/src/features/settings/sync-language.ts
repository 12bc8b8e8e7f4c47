import { createEffect, on } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { type Language, language, preferredLanguage, setLanguage } from "../../i18n/language.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";

/** The language chosen on one device is that of all: follows the account's, where there is a dictionary for it. */
export function followAccountLanguage(app: App): void {
  createEffect(
    on(
      () => app.settings()?.language?.language,
      (wanted) => {
        if (wanted == null || !/^(en|zh)\b/i.test(wanted)) return;
        const next = preferredLanguage([wanted]);
        if (next !== language()) setLanguage(next);
      },
    ),
  );
}

export function chooseLanguage(app: App, next: Language): void {
  setLanguage(next);
  app.client.settings
    .set({ section: "language", value: { language: next } })
    .catch((error: unknown) => showToast(errorText(error)));
}
