import { For, type JSX } from "solid-js";
import { localShortcuts, modifierName, shortcuts } from "../../actions/shortcuts.ts";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";

/** The `?` sheet: every shortcut there is, from the table that also handles them. */
export function ShortcutsDialog(): JSX.Element {
  const app = useApp();
  return (
    <Dialog title={text().shortcuts.title} onClose={() => app.setOverlay(null)}>
      <dl class="shortcut-list">
        <For each={[...shortcuts, ...localShortcuts]}>
          {(shortcut) => (
            <div class="shortcut-row">
              <dt>{shortcut.label()}</dt>
              <dd>
                <For each={shortcut.keys}>{(key) => <kbd>{key === "mod" ? modifierName : key}</kbd>}</For>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Dialog>
  );
}
