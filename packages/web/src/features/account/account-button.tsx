import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { openMenuFrom } from "../../ui/menu.tsx";
import { signOut } from "./sign-out.ts";

/** One's own picture; behind it the list of shortcuts and signing out. */
export function AccountButton(): JSX.Element {
  const app = useApp();
  const open = (anchor: Element) =>
    openMenuFrom(
      text().account.menu,
      [
        { label: text().shortcuts.title, icon: "keyboard", run: () => app.setOverlay("shortcuts") },
        { label: text().account.signOut, icon: "leave", isDanger: true, run: () => void signOut(app) },
      ],
      anchor,
    );
  return (
    <Show when={app.self()}>
      {(self) => (
        <button
          type="button"
          class="account-button"
          aria-label={text().account.menu}
          aria-haspopup="menu"
          title={`${self().nickname} (@${self().username})`}
          onClick={(event) => open(event.currentTarget)}
        >
          <Avatar id={self().id} name={self().nickname} image={self().avatar} size="small" />
        </button>
      )}
    </Show>
  );
}
