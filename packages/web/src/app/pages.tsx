import { type Component, type JSX, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import { lazyPage } from "../ui/lazy-part.tsx";
import { useApp } from "./app-context.ts";
import { Panes } from "./panes.tsx";
import type { PageName } from "./router.ts";

/**
 * What each page shows, loaded when it is first opened. The inbox is not among them: it comes with the client and stays
 * mounted, so that its list is found as it was left.
 */
const pages: Readonly<Record<Exclude<PageName, "inbox">, Component>> = {
  contacts: lazyPage(async () => (await import("../features/contact/contacts-page.tsx")).ContactsPage),
  settings: lazyPage(async () => (await import("../features/settings/settings-page.tsx")).SettingsPage),
  saved: lazyPage(async () => (await import("../features/saved/saved-page.tsx")).SavedPage),
  search: lazyPage(async () => (await import("../features/search/search-page.tsx")).SearchPage),
  join: lazyPage(async () => (await import("../features/group/join-page.tsx")).JoinPage),
  admin: lazyPage(async () => (await import("../features/admin/admin-page.tsx")).AdminPage),
  approve: lazyPage(async () => (await import("../features/account/approve-page.tsx")).ApprovePage),
};

export function Pages(): JSX.Element {
  const app = useApp();
  const otherPage = () => {
    const { page } = app.router.route();
    return page === "inbox" ? null : page;
  };
  return (
    <>
      <Panes />
      <Show when={otherPage()}>
        {(page) => (
          <Suspense fallback={<main class="page" aria-busy="true" />}>
            <Dynamic component={pages[page()]} />
          </Suspense>
        )}
      </Show>
    </>
  );
}
