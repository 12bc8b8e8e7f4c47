import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { type Language, language, languages, setLanguage, text } from "../../i18n/language.ts";
import { setTextSize, setTheme, textSize, theme } from "../../platform/theme.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { enterSends, setEnterSends } from "../message/enter-key.ts";

const languageOptions = Object.entries(languages).map(([value, { name }]) => ({
  value: value as Language,
  label: name,
}));

/** Choices of this browser. All of them act at once; there is nothing to save. */
export function SettingsDialog(): JSX.Element {
  const app = useApp();
  const ownUser = () => app.session()?.user;
  return (
    <Dialog title={text().settings.title} onClose={() => app.setOverlay(null)}>
      <div class="settings">
        <Show when={ownUser()}>
          {(user) => (
            <div class="settings-profile">
              <Avatar id={user().id} name={user().nickname} image={user().avatar} size="large" />
              <div>
                <p class="settings-name">{user().nickname}</p>
                <p class="person-note">
                  @{user().username} · {text().account.number(user().id)}
                  {user().role === "admin" ? ` · ${text().account.administrator}` : ""}
                </p>
              </div>
            </div>
          )}
        </Show>
        <Segmented
          label={text().settings.language}
          value={language()}
          options={languageOptions}
          onChange={setLanguage}
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
        <label class="switch-row">
          <span>
            {text().settings.enterSends}
            <span class="field-note">{text().settings.enterSendsHint}</span>
          </span>
          <input
            type="checkbox"
            class="switch"
            checked={enterSends()}
            onChange={(event) => setEnterSends(event.currentTarget.checked)}
          />
        </label>
      </div>
    </Dialog>
  );
}
