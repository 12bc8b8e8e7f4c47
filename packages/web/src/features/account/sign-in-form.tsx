import { limits } from "@parley/protocol/limits";
import { ParleyError } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { TextField } from "../../ui/text-field.tsx";
import { AccountForm } from "./account-form.tsx";

/** Name and password; where the account has a second factor, its code as well. */
export function SignInForm(): JSX.Element {
  const app = useApp();
  const [username, setUsername] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [secondFactor, setSecondFactor] = createSignal("");
  const [needsSecondFactor, setNeedsSecondFactor] = createSignal(false);
  const [wasTried, setTried] = createSignal(false);
  const missing = (value: string) => (wasTried() && value.trim() === "" ? text().errors.required : undefined);
  const check = () => {
    setTried(true);
    const hasCode = !needsSecondFactor() || secondFactor().trim() !== "";
    return username().trim() !== "" && password() !== "" && hasCode;
  };
  const signIn = async () => {
    const proof = needsSecondFactor() ? { secondFactor: secondFactor().trim() } : {};
    try {
      await app.client.account.login({ username: username().trim(), password: password(), ...proof });
    } catch (error) {
      if (!(error instanceof ParleyError) || error.code !== "second_factor_needed") throw error;
      setTried(false);
      setNeedsSecondFactor(true);
    }
  };
  const forget = (set: (value: string) => void) => (value: string) => {
    setNeedsSecondFactor(false);
    set(value);
  };
  return (
    <AccountForm action={text().account.signIn} check={check} submit={signIn}>
      <TextField
        label={text().account.signInName}
        value={username()}
        onInput={forget(setUsername)}
        autocomplete="username"
        maxLength={limits.emailCharsMax}
        error={missing(username())}
        isFocused
      />
      <TextField
        label={text().account.password}
        type="password"
        value={password()}
        onInput={forget(setPassword)}
        autocomplete="current-password"
        maxLength={limits.passwordCharsMax}
        error={missing(password())}
      />
      <Show when={needsSecondFactor()}>
        <TextField
          label={text().account.secondFactor}
          hint={text().account.secondFactorHint}
          value={secondFactor()}
          onInput={setSecondFactor}
          autocomplete="one-time-code"
          maxLength={limits.secondFactorCharsMax}
          error={missing(secondFactor())}
          isFocused
        />
      </Show>
    </AccountForm>
  );
}
