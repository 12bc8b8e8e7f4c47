import { type JSX, Match, Show, Suspense, Switch } from "solid-js";
import { CreateGroupDialog } from "../features/group/create-group-dialog.tsx";
import { ShortcutsDialog } from "../features/settings/shortcuts-dialog.tsx";
import { QuickSwitcher } from "../features/switcher/quick-switcher.tsx";
import { FindPersonDialog } from "../features/user/find-person-dialog.tsx";
import { text } from "../i18n/language.ts";
import { errorText } from "../ui/error-text.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { showToast } from "../ui/toast.tsx";
import { useApp } from "./app-context.ts";

const PersonDialog = lazyPart(async () => (await import("../features/user/person-dialog.tsx")).PersonDialog);

/** The dialogs that belong to the whole page, one at a time. */
export function Overlays(): JSX.Element {
  const app = useApp();
  return (
    <>
      <Show when={app.shownPersonId()} keyed>
        {(userId) => (
          <Suspense>
            <PersonDialog userId={userId} />
          </Suspense>
        )}
      </Show>
      <PageOverlays />
    </>
  );
}

function PageOverlays(): JSX.Element {
  const app = useApp();
  return (
    <Switch>
      <Match when={app.overlay() === "find-person"}>
        <FindPersonDialog
          title={text().user.findTitle}
          onPick={(userId) =>
            void app.openDirect(userId).catch((error: unknown) => showToast(errorText(error)))
          }
        />
      </Match>
      <Match when={app.overlay() === "find-contact"}>
        <FindPersonDialog
          title={text().contacts.add}
          onPick={(userId) => {
            app.setOverlay(null);
            app.showPerson(userId);
          }}
        />
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
