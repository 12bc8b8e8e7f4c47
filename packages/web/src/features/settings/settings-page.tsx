import { createUniqueId, For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { text } from "../../i18n/language.ts";
import { type SettingsSection, settingsSections } from "./settings-sections.ts";

/** Everything a person can choose, section under section. All of it acts at once; there is nothing to save. */
export function SettingsPage(): JSX.Element {
  return (
    <main class="page settings-page">
      <header class="pane-header settings-header">
        <h1 class="pane-title">{text().settings.title}</h1>
      </header>
      <div class="settings-content">
        <For each={settingsSections}>{(section) => <Section section={section} />}</For>
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
