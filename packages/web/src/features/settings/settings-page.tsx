import "../../styles/features/settings-pages.css";
import { type Component, createUniqueId, For, type JSX, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import { useApp } from "../../app/app-context.ts";
import type { SettingsPageName } from "../../app/places.ts";
import { text } from "../../i18n/language.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { StickersPage } from "../sticker/stickers-page.tsx";
import { DevicesPage } from "./devices-page.tsx";
import { PrivacyPage } from "./privacy-page.tsx";
import { ProfilePage } from "./profile-page.tsx";
import { SecurityPage } from "./security-page.tsx";
import { type SettingsSection, settingsSections } from "./settings-sections.ts";
import { UpgradePage } from "./upgrade-page.tsx";

const pages: Readonly<Record<SettingsPageName, Component>> = {
  profile: ProfilePage,
  security: SecurityPage,
  devices: DevicesPage,
  privacy: PrivacyPage,
  stickers: StickersPage,
  keys: lazyPart(async () => (await import("../own/keys-page.tsx")).KeysPage),
  automatic: lazyPart(async () => (await import("../own/automatic-page.tsx")).AutomaticPage),
  reports: lazyPart(async () => (await import("../own/reports-page.tsx")).ReportsPage),
  follows: lazyPart(async () => (await import("../own/follows-page.tsx")).FollowsPage),
  upgrade: UpgradePage,
};

/** Everything a person can choose, section under section; what is about the account has pages of its own. */
export function SettingsPage(): JSX.Element {
  const app = useApp();
  const part = () => {
    const route = app.router.route();
    return route.page === "settings" ? route.part : null;
  };
  const title = () => {
    const open = part();
    return open === null ? text().settings.title : settingsText().pages[open];
  };
  return (
    <main class="page settings-page">
      <header class="pane-header settings-header">
        <Show when={part() !== null}>
          <IconButton icon="back" label={text().common.back} onClick={() => app.router.leave()} />
        </Show>
        <h1 class="pane-title">{title()}</h1>
      </header>
      <div class="settings-content">
        <Show
          when={part()}
          fallback={<For each={settingsSections}>{(section) => <Section section={section} />}</For>}
        >
          {(name) => (
            <Suspense fallback={<Awaited />}>
              <Dynamic component={pages[name()]} />
            </Suspense>
          )}
        </Show>
      </div>
    </main>
  );
}

function Section(props: { section: SettingsSection }): JSX.Element {
  const headingId = createUniqueId();
  return (
    <Show when={props.section.isShown?.() ?? true}>
      <section aria-labelledby={headingId}>
        <h2 id={headingId} class="settings-heading">
          {props.section.title()}
        </h2>
        <div class="settings-card">
          <Dynamic component={props.section.content} />
        </div>
      </section>
    </Show>
  );
}
