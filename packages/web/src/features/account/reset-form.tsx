import { limits } from "@parley/protocol/limits";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { accountText } from "../../i18n/account/account-text.ts";
import { text } from "../../i18n/language.ts";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AccountForm } from "./account-form.tsx";
import { createEmailCode } from "./email-code.ts";
import { EmailCodeFields } from "./email-code-fields.tsx";
import { isPasswordAllowed } from "./new-account.ts";

/** A new password for who has forgotten it, by a code to the account's address. */
export function ResetForm(props: { onDone: () => void }): JSX.Element {
  const app = useApp();
  const words = accountText;
  const proof = createEmailCode(app, "reset");
  const [password, setPassword] = createSignal("");
  const [wasTried, setTried] = createSignal(false);
  const mustSendCode = () => proof.sentTo() === null;
  const check = () => {
    proof.setTried();
    if (!proof.isAddress()) return false;
    if (mustSendCode()) return true;
    setTried(true);
    return proof.code().trim() !== "" && isPasswordAllowed(password());
  };
  const reset = async () => {
    if (mustSendCode()) return proof.send();
    const args = { email: proof.address(), code: proof.code().trim(), newPassword: password() };
    await app.client.account.resetPassword(args);
    showToast(words().wasReset);
    props.onDone();
  };
  return (
    <AccountForm action={mustSendCode() ? words().sendCode : words().reset} check={check} submit={reset}>
      <EmailCodeFields proof={proof} isNeeded isFocused />
      <Show when={!mustSendCode()}>
        <TextField
          label={words().newPassword}
          hint={text().account.passwordHint}
          type="password"
          value={password()}
          onInput={setPassword}
          autocomplete="new-password"
          maxLength={limits.passwordCharsMax}
          error={wasTried() && !isPasswordAllowed(password()) ? text().errors.passwordShort : undefined}
        />
      </Show>
    </AccountForm>
  );
}
