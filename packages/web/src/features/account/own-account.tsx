import type { User } from "@parley/sdk";
import { For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import type { SettingsPageName } from "../../app/places.ts";
import { pathOf, type Route } from "../../app/router.ts";
import { text } from "../../i18n/language.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { signOut } from "./sign-out.ts";

interface AccountLink {
  readonly route: Route;
  readonly icon: IconName;
  readonly label: string;
}

/** Who is signed in, the pages about their account, and the way out. */
export function OwnAccount(): JSX.Element {
  const app = useApp();
  // A line may end between two of them, not within one.
  const facts = (user: User) => {
    const { administrator, number } = text().account;
    return [`@${user.username}`, number(user.id), ...(user.role === "admin" ? [administrator] : [])];
  };
  const links = (): AccountLink[] => {
    const { pages } = settingsText();
    const at = (part: SettingsPageName): Route => ({
      page: "settings",
      part,
    });
    if (app.isGuest()) {
      return [
        { route: at("upgrade"), icon: "key", label: pages.upgrade },
        { route: at("profile"), icon: "edit", label: pages.profile },
      ];
    }
    const own: AccountLink[] = [
      { route: at("profile"), icon: "edit", label: pages.profile },
      { route: at("security"), icon: "lock", label: pages.security },
      { route: at("privacy"), icon: "eye", label: pages.privacy },
      { route: at("devices"), icon: "device", label: pages.devices },
      { route: at("stickers"), icon: "smile", label: pages.stickers },
      { route: at("follows"), icon: "person", label: pages.follows },
      { route: at("automatic"), icon: "reply", label: pages.automatic },
      { route: at("reports"), icon: "flag", label: pages.reports },
      { route: at("keys"), icon: "key", label: pages.keys },
    ];
    const admin: AccountLink = { route: { page: "admin", part: "users" }, icon: "admin", label: pages.admin };
    return app.self()?.role === "admin" ? [...own, admin] : own;
  };
  return (
    <>
      <Show when={app.self()}>
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
      <div class="settings-rows">
        <For each={links()}>{(link) => <LinkRow link={link} />}</For>
        <button type="button" class="settings-row settings-row-danger" onClick={() => void signOut(app)}>
          <Icon name="leave" />
          {text().account.signOut}
        </button>
      </div>
    </>
  );
}

function LinkRow(props: { link: AccountLink }): JSX.Element {
  const app = useApp();
  return (
    <a
      class="settings-row settings-link"
      href={pathOf(props.link.route)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        app.router.navigate(props.link.route);
      }}
    >
      <Icon name={props.link.icon} />
      <span class="settings-link-text">{props.link.label}</span>
      <Icon name="right" size={16} />
    </a>
  );
}
