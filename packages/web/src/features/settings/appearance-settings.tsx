import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { type Language, language, languages, text } from "../../i18n/language.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { density, setDensity, setTextSize, setTheme, textSize, theme } from "../../platform/theme.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { chooseLanguage } from "./sync-language.ts";

const languageOptions = Object.entries(languages).map(([value, { name }]) => ({
  value: value as Language,
  label: name,
}));

/** How this browser shows the client; the language is that of the account, on every device. */
export function AppearanceSettings(): JSX.Element {
  const app = useApp();
  return (
    <>
      <Segmented
        label={text().settings.language}
        value={language()}
        options={languageOptions}
        onChange={(next) => chooseLanguage(app, next)}
      />
      <Segmented
        label={text().settings.theme}
        value={theme()}
        options={[
          { value: "system", label: text().settings.themeSystem },
          { value: "light", label: text().settings.themeLight },
          { value: "dark", label: text().settings.themeDark },
        ]}
        onChange={setTheme}
      />
      <Segmented
        label={text().settings.textSize}
        value={textSize()}
        options={[
          { value: "small", label: text().settings.textSmall },
          { value: "medium", label: text().settings.textMedium },
          { value: "large", label: text().settings.textLarge },
        ]}
        onChange={setTextSize}
      />
      <Segmented
        label={settingsText().density.title}
        value={density()}
        options={[
          { value: "roomy", label: settingsText().density.roomy },
          { value: "compact", label: settingsText().density.compact },
        ]}
        onChange={setDensity}
      />
    </>
  );
}
