import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxRoute } from "../../app/router.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { UpgradeForm } from "../account/upgrade-form.tsx";

/** Where a guest makes an account. */
export function UpgradePage(): JSX.Element {
  const app = useApp();
  return (
    <section class="settings-card">
      <p class="settings-note">{settingsText().upgrade.hint}</p>
      <UpgradeForm onDone={() => app.router.navigate(inboxRoute(), "replace")} />
    </section>
  );
}
