import { limits } from "@parley/protocol/limits";
import { createSignal, type JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { TextField } from "../../ui/text-field.tsx";
import { AccountForm } from "./account-form.tsx";

export function SignInForm(): JSX.Element {
  const app = useApp();
  const [username, setUsername] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [wasTried, setTried] = createSignal(false);
  const missing = (value: string) => (wasTried() && value.trim() === "" ? text().errors.required : undefined);
  const check = () => {
    setTried(true);
    return username().trim() !== "" && password() !== "";
  };
  return (
    <AccountForm
      action={text().account.signIn}
      check={check}
      submit={() => app.client.account.login({ username: username().trim(), password: password() })}
    >
      <TextField
        label={text().account.username}
        value={username()}
        onInput={setUsername}
        autocomplete="username"
        maxLength={limits.usernameCharsMax}
        error={missing(username())}
        isFocused
      />
      <TextField
        label={text().account.password}
        type="password"
        value={password()}
        onInput={setPassword}
        autocomplete="current-password"
        maxLength={limits.passwordCharsMax}
        error={missing(password())}
      />
    </AccountForm>
  );
}
