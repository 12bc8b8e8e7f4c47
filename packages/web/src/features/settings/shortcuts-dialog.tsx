import { For, type JSX } from "solid-js";
import { modifierName, shortcuts } from "../../actions/shortcuts.ts";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Dialog } from "../../ui/dialog.tsx";

/** Shortcuts that belong to a part of the page and are handled there; listed for the sheet. */
const localShortcuts: readonly { keys: readonly string[]; label: () => string }[] = [
  { keys: ["Enter"], label: () => text().shortcuts.send },
  { keys: ["Shift", "Enter"], label: () => text().shortcuts.newLine },
  { keys: ["mod", "B"], label: () => text().shortcuts.bold },
  { keys: ["mod", "I"], label: () => text().shortcuts.italic },
  { keys: ["mod", "E"], label: () => text().shortcuts.code },
  { keys: ["↑", "↓"], label: () => text().shortcuts.walkMessages },
  { keys: ["Enter"], label: () => text().shortcuts.openActions },
  { keys: ["R"], label: () => talkText().reply },
  { keys: ["E"], label: () => talkText().edit },
  { keys: ["+"], label: () => talkText().react },
  { keys: ["F"], label: () => talkText().forward },
  { keys: ["X"], label: () => text().shortcuts.select },
  { keys: ["Shift", "↑↓"], label: () => text().shortcuts.selectMore },
];

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
