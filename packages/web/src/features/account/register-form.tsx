import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { AccountForm } from "./account-form.tsx";
import { createNewAccount } from "./new-account.ts";
import { NewAccountFields } from "./new-account-fields.tsx";

export function RegisterForm(): JSX.Element {
  const app = useApp();
  const account = createNewAccount();
  return (
    <AccountForm
      action={text().account.register}
      check={account.check}
      submit={() => app.client.account.register(account.fields())}
    >
      <NewAccountFields account={account} isFocused />
    </AccountForm>
  );
}
