import { limits } from "@parley/protocol/limits";
import { createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullDay } from "../../i18n/dates.ts";
import { ownText } from "../../i18n/own/own-text.ts";
import { TextField } from "../../ui/text-field.tsx";
import { CancelButton, Fact } from "../settings/fact.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { createAskedList } from "./asked-list.ts";

/** Providers that sign the user in (OIDC-8). */
export function IdentitiesCard(): JSX.Element {
  const app = useApp();
  const words = () => ownText().identities;
  const identities = createAskedList(async () => (await app.client.oidc.list({})).identities);
  const [removed, setRemoved] = createSignal<string | null>(null);
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const close = () => {
    setPassword("");
    setCode("");
    setRemoved(null);
  };
  const unlink = async (issuer: string) => {
    const factor = code().trim() === "" ? {} : { secondFactor: code().trim() };
    await app.client.oidc.unlink({ issuer, password: password(), ...factor });
    close();
    await identities.load();
  };
  return (
    <>
      <For each={identities.items()} fallback={<p class="settings-note">{words().none}</p>}>
        {({ issuer, linkedAt }) => (
          <Fact
            value={
              <>
                <span class="settings-fact-value">{issuer}</span>
                <span class="settings-note">{words().since(fullDay(linkedAt))}</span>
              </>
            }
            action={words().unlink}
            isDanger
            onAction={() => setRemoved(issuer)}
          />
        )}
      </For>
      <Show when={removed()} keyed>
        {(issuer) => (
          <SaveForm
            save={() => unlink(issuer)}
            action={words().unlink}
            isDanger
            explain={(error) => (error.code === "credentials_invalid" ? words().wrong : null)}
            end={<CancelButton onClick={close} />}
          >
            <TextField
              label={words().proof}
              type="password"
              value={password()}
              onInput={setPassword}
              autocomplete="current-password"
              maxLength={limits.passwordCharsMax}
              isFocused
            />
            <TextField
              label={words().code}
              value={code()}
              onInput={setCode}
              autocomplete="one-time-code"
              maxLength={40}
            />
          </SaveForm>
        )}
      </Show>
    </>
  );
}
