import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { AccountForm } from "./account-form.tsx";
import { createNewAccount } from "./new-account.ts";
import { NewAccountFields } from "./new-account-fields.tsx";

/** A guest becomes an account that keeps what the guest had. */
export function UpgradeForm(props: { onDone: () => void }): JSX.Element {
  const app = useApp();
  const account = createNewAccount();
  const upgrade = async () => {
    await app.client.guest.upgrade(account.fields());
    props.onDone();
  };
  return (
    <AccountForm action={settingsText().upgrade.action} check={account.check} submit={upgrade}>
      <NewAccountFields account={account} isFocused />
    </AccountForm>
  );
}
