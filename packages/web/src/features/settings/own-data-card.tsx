import { limits } from "@parley/protocol/limits";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { saveFile } from "../../platform/save-file.ts";
import { errorText } from "../../ui/error-text.ts";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { exportAccount } from "./export-account.ts";
import { CancelButton } from "./fact.tsx";
import { SaveForm } from "./save-form.tsx";

/** Taking one's data along, and leaving. */
export function OwnDataCard(): JSX.Element {
  const app = useApp();
  const words = () => settingsText().security;
  const [isExporting, setExporting] = createSignal(false);
  const [isLeaving, setLeaving] = createSignal(false);
  const [password, setPassword] = createSignal("");
  const download = async () => {
    setExporting(true);
    try {
      saveFile(`parley-${app.self()?.username ?? "account"}.zip`, await exportAccount(app.client));
    } catch (error) {
      showToast(errorText(error));
    }
    setExporting(false);
  };
  const leave = async () => {
    await app.client.account.delete({ password: password() });
    await app.client.account.logout();
  };
  return (
    <Show
      when={isLeaving()}
      fallback={
        <div class="settings-form-end">
          <button type="button" class="button" disabled={isExporting()} onClick={() => void download()}>
            {isExporting() ? words().exporting : words().export}
          </button>
          <button type="button" class="link-button link-danger" onClick={() => setLeaving(true)}>
            {words().delete}
          </button>
        </div>
      }
    >
      <SaveForm
        action={words().delete}
        isDanger
        save={leave}
        explain={(error) => (error.code === "credentials_invalid" ? words().passwordWrong : null)}
        end={<CancelButton onClick={() => setLeaving(false)} />}
      >
        <p>{words().deleteExplain}</p>
        <TextField
          label={text().account.password}
          type="password"
          value={password()}
          onInput={setPassword}
          autocomplete="current-password"
          maxLength={limits.passwordCharsMax}
          isFocused
        />
      </SaveForm>
    </Show>
  );
}
