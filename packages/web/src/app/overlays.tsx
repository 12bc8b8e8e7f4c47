import { type JSX, Match, Switch } from "solid-js";
import { CreateGroupDialog } from "../features/group/create-group-dialog.tsx";
import { ShortcutsDialog } from "../features/settings/shortcuts-dialog.tsx";
import { QuickSwitcher } from "../features/switcher/quick-switcher.tsx";
import { FindPersonDialog } from "../features/user/find-person-dialog.tsx";
import { useApp } from "./app-context.ts";

/** The dialogs that belong to the whole page, one at a time. */
export function Overlays(): JSX.Element {
  const app = useApp();
  return (
    <Switch>
      <Match when={app.overlay() === "find-person"}>
        <FindPersonDialog />
      </Match>
      <Match when={app.overlay() === "new-group"}>
        <CreateGroupDialog />
      </Match>
      <Match when={app.overlay() === "shortcuts"}>
        <ShortcutsDialog />
      </Match>
      <Match when={app.overlay() === "switcher"}>
        <QuickSwitcher />
      </Match>
    </Switch>
  );
}
