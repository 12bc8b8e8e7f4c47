import { createSignal, type JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { TextField } from "../../ui/text-field.tsx";
import { AccountForm } from "./account-form.tsx";
import { createNewAccount } from "./new-account.ts";
import { NewAccountFields } from "./new-account-fields.tsx";

/** Makes the first administrator with the code the server printed at its first start. */
export function ClaimForm(): JSX.Element {
  const app = useApp();
  const account = createNewAccount();
  const [code, setCode] = createSignal("");
  const [wasTried, setTried] = createSignal(false);
  const check = () => {
    setTried(true);
    return account.check() && code().trim() !== "";
  };
  return (
    <AccountForm
      action={text().account.claim}
      check={check}
      submit={() => app.client.setup.claim({ code: code().trim(), ...account.fields() })}
      explain={(error) => (error.code === "not_found" ? text().errors.setup_code_wrong : null)}
    >
      <TextField
        label={text().account.setupCode}
        hint={text().account.claimHint}
        value={code()}
        onInput={setCode}
        maxLength={64}
        error={wasTried() && code().trim() === "" ? text().errors.required : undefined}
        isFocused
      />
      <NewAccountFields account={account} />
    </AccountForm>
  );
}
