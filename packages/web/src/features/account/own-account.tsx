import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { signOut } from "./sign-out.ts";

/** Who is signed in, and the way out. */
export function OwnAccount(): JSX.Element {
  const app = useApp();
  return (
    <>
      <Show when={app.session()?.user}>
        {(user) => (
          <div class="own-profile">
            <Avatar id={user().id} name={user().nickname} image={user().avatar} size="large" />
            <div class="own-profile-text">
              <p class="own-profile-name">{user().nickname}</p>
              <p class="own-profile-facts">
                @{user().username} · {text().account.number(user().id)}
                {user().role === "admin" ? ` · ${text().account.administrator}` : ""}
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
