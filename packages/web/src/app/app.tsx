/**
 * The composition root of the client: makes the App, decides between signing in and the panes, hosts what lies
 * above them. Owns the page-wide listeners; features own everything they show.
 */
import type { Client } from "@parley/sdk";
import { createEffect, createMemo, type JSX, Match, on, onCleanup, Show, Suspense, Switch } from "solid-js";
import { handleShortcut } from "../actions/shortcuts.ts";
import { ConnectionBanner } from "../features/connection/connection-banner.tsx";
import { conversationTitle } from "../features/conversation/conversation-title.ts";
import { watchPresence } from "../features/member/watch-presence.ts";
import { followAccountLanguage } from "../features/settings/sync-language.ts";
import { UpdateNotice } from "../features/update/update-notice.tsx";
import { text } from "../i18n/language.ts";
import { showUnread } from "../platform/badge.ts";
import { forgetPerson } from "../platform/personal-memory.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { MenuHost } from "../ui/menu.tsx";
import { ToastHost } from "../ui/toast.tsx";
import { AppContext, type App as AppValue, createApp } from "./app-context.ts";
import { Navigation } from "./navigation.tsx";
import { navigationEntries } from "./navigation-entries.ts";
import { Overlays } from "./overlays.tsx";
import { Pages } from "./pages.tsx";

const AccountPage = lazyPart(async () => (await import("../features/account/account-page.tsx")).AccountPage);

type Screen = "loading" | "account" | "panes";

/** A session that ended shows the account page, but what is stored stays for the next sign-in (UX-49). */
function screenOf(app: AppValue): Screen {
  if (app.session() === undefined) return "loading";
  const { status } = app.connection();
  const isEnded = status === "expired" || (status === "kicked" && isSessionEnded(app));
  return app.session() === null || isEnded ? "account" : "panes";
}

function isSessionEnded(app: AppValue): boolean {
  const state = app.connection();
  return state.status === "kicked" && state.reason === "session-ended";
}

/** What is open, for the title of the window; null at the inbox. */
function placeName(app: AppValue): string | null {
  const { page } = app.router.route();
  const item = app.openItem();
  if (item !== undefined) return conversationTitle(item);
  return page === "inbox" ? null : (navigationEntries.find((entry) => entry.page === page)?.label() ?? null);
}

export function App(props: { client: Client }): JSX.Element {
  const app = createApp(props.client);
  const screen = createMemo(() => screenOf(app));
  createEffect(
    on(
      () => app.session()?.user.id,
      (userId, before) => {
        if (before !== undefined && userId !== before) forgetPerson();
        return userId;
      },
    ),
  );
  watchPresence(app);
  followAccountLanguage(app);
  onCleanup(
    props.client.on("group.requestChanged", async (change) => {
      const { tellJoinRequest } = await import("../features/group/tell-join-request.ts");
      tellJoinRequest(app, change);
    }),
  );

  const onKeyDown = (event: KeyboardEvent) => handleShortcut(app, event);
  addEventListener("keydown", onKeyDown);
  onCleanup(() => removeEventListener("keydown", onKeyDown));

  createEffect(() => {
    const { name } = text().app;
    const isSignedIn = screen() === "panes";
    const place = isSignedIn ? placeName(app) : null;
    showUnread(isSignedIn ? app.inbox().unreadTotal : 0, place === null ? name : `${place} · ${name}`);
  });

  return (
    <AppContext.Provider value={app}>
      <Switch>
        <Match when={screen() === "account"}>
          <Suspense>
            <AccountPage />
          </Suspense>
        </Match>
        <Match when={screen() === "panes"}>
          <div class="shell">
            <UpdateNotice />
            <ConnectionBanner />
            <div class="frame">
              <Navigation />
              <Pages />
            </div>
          </div>
          <Overlays />
        </Match>
      </Switch>
      <Show when={screen() !== "loading"}>
        <MenuHost />
        <ToastHost />
      </Show>
    </AppContext.Provider>
  );
}
