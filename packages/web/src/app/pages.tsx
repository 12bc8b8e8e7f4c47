import { type Component, ErrorBoundary, type JSX, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import { text } from "../i18n/language.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { useApp } from "./app-context.ts";
import { Panes } from "./panes.tsx";
import type { PageName } from "./router.ts";

/**
 * What each page shows, loaded when it is first opened. The inbox is not among them: it comes with the client and stays
 * mounted, so that its list is found as it was left.
 */
const pages: Readonly<Record<Exclude<PageName, "inbox">, Component>> = {
  contacts: lazyPart(async () => (await import("../features/contact/contacts-page.tsx")).ContactsPage),
  settings: lazyPart(async () => (await import("../features/settings/settings-page.tsx")).SettingsPage),
  saved: lazyPart(async () => (await import("../features/saved/saved-page.tsx")).SavedPage),
  search: lazyPart(async () => (await import("../features/search/search-page.tsx")).SearchPage),
  join: lazyPart(async () => (await import("../features/group/join-page.tsx")).JoinPage),
  admin: lazyPart(async () => (await import("../features/admin/admin-page.tsx")).AdminPage),
  approve: lazyPart(async () => (await import("../features/account/approve-page.tsx")).ApprovePage),
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
          <ErrorBoundary fallback={<LoadFailure />}>
            <Suspense fallback={<main class="page" aria-busy="true" />}>
              <Dynamic component={pages[page()]} />
            </Suspense>
          </ErrorBoundary>
        )}
      </Show>
    </>
  );
}

/** Without network, or after the server was updated, a page may not be there to be loaded. */
function LoadFailure(): JSX.Element {
  return (
    <main class="page empty-state">
      <p class="empty-hint">{text().app.pageMissing}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {text().connection.reload}
      </button>
    </main>
  );
}
