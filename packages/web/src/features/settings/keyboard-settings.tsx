import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Icon } from "../../ui/icon.tsx";

export function KeyboardSettings(): JSX.Element {
  const app = useApp();
  return (
    <button
      type="button"
      class="settings-row"
      aria-haspopup="dialog"
      onClick={() => app.setOverlay("shortcuts")}
    >
      <Icon name="keyboard" />
      {text().shortcuts.title}
    </button>
  );
}
