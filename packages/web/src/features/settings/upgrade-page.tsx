import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxRoute } from "../../app/router.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { AccountForm } from "../account/account-form.tsx";
import { createNewAccount } from "../account/new-account.ts";
import { NewAccountFields } from "../account/new-account-fields.tsx";

/** A guest becomes an account that keeps what the guest had. */
export function UpgradePage(): JSX.Element {
  const app = useApp();
  const account = createNewAccount();
  const words = () => settingsText().upgrade;
  const upgrade = async () => {
    await app.client.guest.upgrade(account.fields());
    app.router.navigate(inboxRoute(), "replace");
  };
  return (
    <section class="settings-card">
      <p class="settings-note">{words().hint}</p>
      <AccountForm action={words().action} check={account.check} submit={upgrade}>
        <NewAccountFields account={account} isFocused />
      </AccountForm>
    </section>
  );
}
