/**
 * The administration, for administrators alone: users, what administrators did, mails that were not sent. Loaded by
 * them only. Owns nothing: every list is asked for anew.
 */
import "../../styles/features/settings-pages.css";
import "../../styles/features/admin.css";
import { type Component, type JSX, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import { useApp } from "../../app/app-context.ts";
import { type AdminPageName, adminPages } from "../../app/places.ts";
import { pathOf, type Route } from "../../app/router.ts";
import { adminText } from "../../i18n/admin/admin-text.ts";
import { text } from "../../i18n/language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { type PageTab, PageTabs } from "../../ui/page-tabs.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { AuditPart } from "./audit-part.tsx";
import { ComplaintsPart } from "./complaints-part.tsx";
import { InvitesPart } from "./invites-part.tsx";
import { MailsPart } from "./mails-part.tsx";
import { UsersPart } from "./users-part.tsx";

const parts: Readonly<Record<AdminPageName, Component>> = {
  users: UsersPart,
  invites: InvitesPart,
  complaints: ComplaintsPart,
  audit: AuditPart,
  mails: MailsPart,
};

export function AdminPage(): JSX.Element {
  const app = useApp();
  const part = (): AdminPageName => {
    const route = app.router.route();
    return route.page === "admin" ? route.part : "users";
  };
  const tabs = () =>
    adminPages.map((name): PageTab => {
      const route: Route = { page: "admin", part: name };
      return {
        ...{ href: pathOf(route), label: adminText().parts[name], isOpen: name === part() },
        open: () => app.router.navigate(route, "replace"),
      };
    });
  return (
    <main class="page settings-page">
      <header class="pane-header settings-header admin-width">
        <IconButton
          icon="back"
          label={text().common.back}
          onClick={() => app.router.navigate({ page: "settings", part: null })}
        />
        <h1 class="pane-title">{adminText().title}</h1>
      </header>
      <div class="settings-content admin-width">
        <Show when={app.self()?.role === "admin"} fallback={<p>{text().errors.forbidden}</p>}>
          <PageTabs label={adminText().title} tabs={tabs()} />
          <Suspense fallback={<Awaited />}>
            <Dynamic component={parts[part()]} />
          </Suspense>
        </Show>
      </div>
    </main>
  );
}
