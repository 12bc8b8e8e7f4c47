import { limits } from "@parley/protocol/limits";
import { createResource, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { writeClipboard } from "../../platform/clipboard.ts";
import { errorText } from "../../ui/error-text.ts";
import { QrCode } from "../../ui/qr-code.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { whenAccessChanges } from "../connection/when-access-changes.ts";
import { whenOnline } from "../connection/when-online.ts";
import { CancelButton, Fact } from "./fact.tsx";
import { SaveForm } from "./save-form.tsx";

type Step = "shown" | "password" | "confirm" | "codes" | "off" | "renew";

/** Switching the second factor on: password, QR code, the first digits, recovery codes. And off. */
export function TwoFactorCard(): JSX.Element {
  const app = useApp();
  const words = () => settingsText().security;
  const [status, { refetch }] = createResource(() => app.client.twoFactor.status());
  const [step, setStep] = createSignal<Step>("shown");
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const [secret, setSecret] = createSignal<{ secret: string; uri: string } | null>(null);
  const [codes, setCodes] = createSignal<readonly string[]>([]);
  whenOnline(app, () => void refetch());
  whenAccessChanges(app, () => void refetch());
  const isOn = () => status.error === undefined && status.latest?.isOn === true;
  const show = (next: Step) => {
    setPassword("");
    setCode("");
    setStep(next);
  };
  const showCodes = (recoveryCodes: readonly string[]) => {
    setSecret(null);
    setCodes(recoveryCodes);
    show("codes");
    void refetch();
  };
  const begin = async () => {
    setSecret(await app.client.twoFactor.begin({ password: password() }));
    show("confirm");
  };
  const confirm = async () => {
    const { recoveryCodes } = await app.client.twoFactor.confirm({ code: code().trim() });
    showCodes(recoveryCodes);
  };
  const proof = () => ({ password: password(), code: code().trim() });
  const disable = async () => {
    await app.client.twoFactor.disable(proof());
    show("shown");
    void refetch();
  };
  const renew = async () => showCodes((await app.client.twoFactor.renewCodes(proof())).recoveryCodes);
  const passwordField = () => (
    <TextField
      label={text().account.password}
      type="password"
      value={password()}
      onInput={setPassword}
      autocomplete="current-password"
      maxLength={limits.passwordCharsMax}
      isFocused
    />
  );
  const codeField = (isFocused = false) => (
    <TextField
      label={words().digits}
      value={code()}
      onInput={setCode}
      autocomplete="one-time-code"
      maxLength={limits.secondFactorCharsMax}
      isFocused={isFocused}
    />
  );
  const explain = ({ code: failure }: { code: string }) =>
    failure === "credentials_invalid" ? words().passwordWrong : null;
  const cancel = () => <CancelButton onClick={() => show("shown")} />;
  return (
    <Switch>
      <Match when={step() === "shown" && status.error}>
        {(error) => (
          <>
            <p class="form-error" role="alert">
              {errorText(error())}
            </p>
            <Awaited />
          </>
        )}
      </Match>
      <Match when={step() === "shown"}>
        <Show
          when={isOn()}
          fallback={
            <Fact
              value={<span class="settings-note">{words().twoFactorOff}</span>}
              action={words().switchOn}
              onAction={() => show("password")}
            />
          }
        >
          <Fact
            value={
              <>
                <span>{words().twoFactorOn}</span>
                <span class="settings-note">{words().codesLeft(status.latest?.recoveryCodesLeft ?? 0)}</span>
              </>
            }
            action={words().switchOff}
            onAction={() => show("off")}
          />
          <button type="button" class="link-button" onClick={() => show("renew")}>
            {words().newCodes}
          </button>
        </Show>
      </Match>
      <Match when={step() === "password"}>
        <SaveForm action={words().switchOn} save={begin} done={null} explain={explain} end={cancel()}>
          {passwordField()}
        </SaveForm>
      </Match>
      <Match when={step() === "confirm" && secret()}>
        {(known) => (
          <SaveForm action={words().confirm} done={words().twoFactorOn} save={confirm} end={cancel()}>
            <p class="settings-note">{words().scan}</p>
            <QrCode text={known().uri} label={words().twoFactor} />
            <p class="settings-note">
              {words().secret} <span class="secret-text">{known().secret}</span>
            </p>
            {codeField(true)}
          </SaveForm>
        )}
      </Match>
      <Match when={step() === "codes"}>
        <RecoveryCodes codes={codes()} onDone={() => show("shown")} />
      </Match>
      <Match when={step() === "off" || step() === "renew"}>
        <SaveForm
          action={step() === "off" ? words().switchOff : words().newCodes}
          save={step() === "off" ? disable : renew}
          explain={explain}
          end={cancel()}
        >
          {passwordField()}
          {codeField()}
        </SaveForm>
      </Match>
    </Switch>
  );
}

function RecoveryCodes(props: { codes: readonly string[]; onDone: () => void }): JSX.Element {
  const words = () => settingsText().security;
  const copy = async () => {
    if (await writeClipboard(props.codes.join("\n"))) showToast(text().common.copied);
  };
  return (
    <div class="settings-form">
      <h3>{words().codes}</h3>
      <p class="settings-note">{words().codesHint}</p>
      <div class="recovery-codes">
        <For each={props.codes}>{(code) => <span>{code}</span>}</For>
      </div>
      <div class="settings-form-end">
        <button type="button" class="button button-primary" onClick={() => props.onDone()}>
          {words().done}
        </button>
        <button type="button" class="button" onClick={() => void copy()}>
          {words().copy}
        </button>
      </div>
    </div>
  );
}
