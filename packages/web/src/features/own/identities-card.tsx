import { limits } from "@parley/protocol/limits";
import { createResource, createSignal, For, type JSX, onMount, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { pathOf } from "../../app/router.ts";
import { accountText } from "../../i18n/account/account-text.ts";
import { fullDay } from "../../i18n/dates.ts";
import { ownText } from "../../i18n/own/own-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { beginOpenIdLink, completeOpenIdLink, openIdPath } from "../account/open-id.ts";
import { CancelButton, Fact } from "../settings/fact.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { createAskedList } from "./asked-list.ts";
import { AskedNone } from "./asked-none.tsx";

interface Proof {
  readonly password: string;
  readonly secondFactor?: string;
}

/** Providers that sign the user in, and the way to one more (OIDC-8). Absent where the server knows none. */
export function IdentitiesCard(): JSX.Element {
  const app = useApp();
  const words = () => ownText().identities;
  const identities = createAskedList(async () => (await app.client.oidc.list({})).identities);
  const [server] = createResource(() => app.client.server.info().catch(() => null));
  const providerName = () => server.latest?.openIdName;
  const [removed, setRemoved] = createSignal<string | null>(null);
  const [isLinking, setLinking] = createSignal(false);
  const unlink = async (issuer: string, proof: Proof) => {
    await app.client.oidc.unlink({ issuer, ...proof });
    setRemoved(null);
    await identities.load();
  };
  onMount(() => {
    if (location.pathname === openIdPath) void completeLink();
  });
  const completeLink = async () => {
    const { search } = location;
    // The code in the address holds once, and is nobody else's business.
    history.replaceState(history.state, "", pathOf({ page: "settings", part: "security" }));
    if (search === "") return;
    try {
      await completeOpenIdLink(app.client, search);
      showToast(words().linked);
    } catch (error) {
      showToast(
        error instanceof Error && error.name === "Error" ? accountText().openIdFailed : errorText(error),
      );
    }
    await identities.load();
  };
  return (
    <Show when={providerName() !== undefined || identities.items().length > 0}>
      <section>
        <h2 class="settings-heading">{words().title}</h2>
        <div class="settings-card">
          <For each={identities.items()} fallback={<AskedNone list={identities} words={words().none} />}>
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
              <ProofForm
                action={words().unlink}
                isDanger
                onProof={(proof) => unlink(issuer, proof)}
                onCancel={() => setRemoved(null)}
              />
            )}
          </Show>
          <Show when={identities.isLoaded() && identities.items().length === 0 && providerName()}>
            {(name) => (
              <Show
                when={isLinking()}
                fallback={
                  <button type="button" class="button" onClick={() => setLinking(true)}>
                    {words().link(name())}
                  </button>
                }
              >
                <ProofForm
                  action={words().link(name())}
                  onProof={(proof) => beginOpenIdLink(app.client, proof)}
                  onCancel={() => setLinking(false)}
                />
              </Show>
            )}
          </Show>
        </div>
      </section>
    </Show>
  );
}

interface ProofFormProps {
  action: string;
  isDanger?: boolean;
  onProof: (proof: Proof) => Promise<void>;
  onCancel: () => void;
}

/** Nobody else who finds the page open changes how one signs in. */
function ProofForm(props: ProofFormProps): JSX.Element {
  const words = () => ownText().identities;
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const save = () => {
    const factor = code().trim() === "" ? {} : { secondFactor: code().trim() };
    return props.onProof({ password: password(), ...factor });
  };
  const isWrong = ["credentials_invalid", "code_invalid", "second_factor_needed"];
  return (
    <SaveForm
      save={save}
      action={props.action}
      isDanger={props.isDanger ?? false}
      done={null}
      explain={(error) => (isWrong.includes(error.code) ? words().wrong : null)}
      end={<CancelButton onClick={() => props.onCancel()} />}
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
  );
}
