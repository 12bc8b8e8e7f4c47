import { limits } from "@parley/protocol/limits";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { language, text } from "../../i18n/language.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { TextField } from "../../ui/text-field.tsx";
import { CancelButton, Fact } from "./fact.tsx";
import { SaveForm } from "./save-form.tsx";

type Step = "shown" | "address" | "code";

/** The address of the account: a code proves a new one, the password proves the account. */
export function EmailCard(): JSX.Element {
  const app = useApp();
  const words = () => settingsText().security;
  const [step, setStep] = createSignal<Step>("shown");
  const [email, setEmail] = createSignal("");
  const [code, setCode] = createSignal("");
  const [password, setPassword] = createSignal("");
  const own = () => app.account()?.email ?? null;
  const close = () => {
    setCode("");
    setPassword("");
    setStep("shown");
  };
  const send = async () => {
    await app.client.account.sendCode({ email: email().trim(), purpose: "bind", language: language() });
    setStep("code");
  };
  const bind = async () => {
    const proof = password() === "" ? {} : { password: password() };
    await app.client.account.bindEmail({ email: email().trim(), code: code().trim(), ...proof });
    close();
  };
  return (
    <Show
      when={step() !== "shown"}
      fallback={
        <Fact
          value={<span class="settings-fact-value">{own() ?? words().noEmail}</span>}
          action={own() === null ? words().addEmail : words().changeEmail}
          onAction={() => setStep("address")}
        />
      }
    >
      <Show
        when={step() === "code"}
        fallback={
          <SaveForm
            action={words().sendCode}
            done={words().codeSent(email().trim())}
            save={send}
            end={<CancelButton onClick={close} />}
          >
            <TextField
              label={words().newEmail}
              value={email()}
              onInput={setEmail}
              autocomplete="email"
              maxLength={limits.emailCharsMax}
              isFocused
            />
          </SaveForm>
        }
      >
        <SaveForm
          action={words().confirm}
          save={bind}
          explain={(error) => (error.code === "credentials_invalid" ? words().passwordWrong : null)}
          end={<CancelButton onClick={close} />}
        >
          <p class="settings-note">{words().codeSent(email().trim())}</p>
          <TextField
            label={words().code}
            value={code()}
            onInput={setCode}
            autocomplete="one-time-code"
            maxLength={6}
            isFocused
          />
          <Show when={app.account()?.hasPassword}>
            <TextField
              label={text().account.password}
              type="password"
              value={password()}
              onInput={setPassword}
              autocomplete="current-password"
              maxLength={limits.passwordCharsMax}
            />
          </Show>
        </SaveForm>
      </Show>
    </Show>
  );
}
