/** What the reader keeps for later: messages that were saved, and messages that will be sent. */
import "../../styles/features/settings-pages.css";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import type { SavedPartName } from "../../app/places.ts";
import { pathOf, type Route } from "../../app/router.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { text } from "../../i18n/language.ts";
import { type PageTab, PageTabs } from "../../ui/page-tabs.tsx";
import { ScheduledPart } from "../schedule/scheduled-part.tsx";
import { SavedPart } from "./saved-part.tsx";

export function SavedPage(): JSX.Element {
  const app = useApp();
  const part = () => {
    const route = app.router.route();
    return route.page === "saved" ? route.part : null;
  };
  const tab = (name: SavedPartName | null, label: string): PageTab => {
    const route: Route = { page: "saved", part: name };
    return {
      ...{ href: pathOf(route), label, isOpen: name === part() },
      open: () => app.router.navigate(route, "replace"),
    };
  };
  const title = () => (part() === null ? text().inbox.saved : inboxText().schedule.listTitle);
  return (
    <main class="page settings-page">
      <header class="pane-header settings-header">
        <h1 class="pane-title">{title()}</h1>
      </header>
      <div class="settings-content saved-content">
        <PageTabs
          label={text().inbox.saved}
          tabs={[tab(null, text().inbox.saved), tab("scheduled", inboxText().schedule.listTitle)]}
        />
        <Show when={part() === "scheduled"} fallback={<SavedPart />}>
          <ScheduledPart />
        </Show>
      </div>
    </main>
  );
}
