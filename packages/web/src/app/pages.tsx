import { type Component, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { SettingsPage } from "../features/settings/settings-page.tsx";
import { useApp } from "./app-context.ts";
import { Panes } from "./panes.tsx";
import type { PageName } from "./router.ts";

/** What each page shows. The inbox is not among them: it stays mounted, so that its list is found as it was left. */
const pages: Readonly<Record<Exclude<PageName, "inbox">, Component>> = {
  settings: SettingsPage,
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
      <Show when={otherPage()}>{(page) => <Dynamic component={pages[page()]} />}</Show>
    </>
  );
}
