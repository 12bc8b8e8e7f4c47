import type { JSX } from "solid-js";
import { text } from "../../i18n/language.ts";
import { enterSends, setEnterSends } from "../message/enter-key.ts";

/** How the message box of this browser behaves. */
export function WritingSettings(): JSX.Element {
  return (
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
  );
}
