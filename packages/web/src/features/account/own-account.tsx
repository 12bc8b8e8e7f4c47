import type { User } from "@parley/sdk";
import { For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { signOut } from "./sign-out.ts";

/** Who is signed in, and the way out. */
export function OwnAccount(): JSX.Element {
  const app = useApp();
  // A line may end between two of them, not within one.
  const facts = (user: User) => {
    const { administrator, number } = text().account;
    return [`@${user.username}`, number(user.id), ...(user.role === "admin" ? [administrator] : [])];
  };
  return (
    <>
      <Show when={app.session()?.user}>
        {(user) => (
          <div class="own-profile">
            <Avatar id={user().id} name={user().nickname} image={user().avatar} size="large" />
            <div class="own-profile-text">
              <p class="own-profile-name">{user().nickname}</p>
              <p class="own-profile-facts">
                <For each={facts(user())}>{(fact) => <span>{fact}</span>}</For>
              </p>
            </div>
          </div>
        )}
      </Show>
      <button type="button" class="settings-row settings-row-danger" onClick={() => void signOut(app)}>
        <Icon name="leave" />
        {text().account.signOut}
      </button>
    </>
  );
}
