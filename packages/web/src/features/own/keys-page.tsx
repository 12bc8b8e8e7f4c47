import { limits } from "@parley/protocol/limits";
import type { ParleyError } from "@parley/sdk";
import { createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullDay } from "../../i18n/dates.ts";
import { ownText } from "../../i18n/own/own-text.ts";
import { confirm } from "../../ui/confirm.ts";
import { TextField } from "../../ui/text-field.tsx";
import { whenAccessChanges } from "../connection/when-access-changes.ts";
import { Fact } from "../settings/fact.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { createAskedList } from "./asked-list.ts";
import { AskedNone } from "./asked-none.tsx";
import { DaysField, expiryOf } from "./days-field.tsx";
import { SecretOnce } from "./secret-once.tsx";

/** Keys with which programs act as the user. */
export function KeysPage(): JSX.Element {
  const app = useApp();
  const words = () => ownText().keys;
  const keys = createAskedList(async () => (await app.client.apiKeys.list({})).apiKeys);
  whenAccessChanges(app, () => void keys.load());
  const [secret, setSecret] = createSignal<string | null>(null);
  const endKey = async (id: string, name: string) => {
    const question = {
      title: words().revokeQuestion(name),
      explanation: words().revokeExplain,
      action: words().revoke,
    };
    if (await confirm(question)) await keys.change(app.client.apiKeys.revoke({ id }));
  };
  const facts = (key: { scopes: readonly string[]; lastUsedAt: number | null; expiresAt: number | null }) =>
    [
      key.scopes.join(" "),
      key.lastUsedAt === null ? words().unused : words().used(fullDay(key.lastUsedAt)),
      ...(key.expiresAt === null ? [] : [words().until(fullDay(key.expiresAt))]),
    ].join(" · ");
  return (
    <>
      <p class="settings-note">{words().hint}</p>
      <section class="settings-card" aria-busy={!keys.isLoaded()}>
        <For each={keys.items()} fallback={<AskedNone list={keys} words={words().none} />}>
          {(key) => (
            <Fact
              value={
                <>
                  <span class="settings-fact-value">{key.name}</span>
                  <span class="settings-note">{facts(key)}</span>
                </>
              }
              action={words().revoke}
              isDanger
              onAction={() => void endKey(key.id, key.name)}
            />
          )}
        </For>
      </section>
      <section class="settings-card">
        <Show
          when={secret()}
          fallback={
            <NewKey
              onMade={(key) => {
                setSecret(key);
                void keys.load();
              }}
            />
          }
        >
          {(shown) => (
            <SecretOnce
              explain={words().onlyNow}
              secret={shown()}
              done={words().done}
              onDone={() => setSecret(null)}
            />
          )}
        </Show>
      </section>
    </>
  );
}

function NewKey(props: { onMade: (key: string) => void }): JSX.Element {
  const app = useApp();
  const words = () => ownText().keys;
  const [name, setName] = createSignal("");
  const [scopes, setScopes] = createSignal("message");
  const [days, setDays] = createSignal(90);
  const make = async () => {
    const { key } = await app.client.apiKeys.create({
      ...{
        name: name().trim(),
        scopes: scopes()
          .split(/[\s,]+/)
          .filter((scope) => scope !== ""),
      },
      ...expiryOf(days()),
    });
    props.onMade(key);
  };
  const explain = ({ code, details }: ParleyError) =>
    code === "invalid_arguments" && String(details?.path ?? "").startsWith("/scopes")
      ? words().scopesWrong
      : null;
  return (
    <SaveForm save={make} action={words().create} done={null} explain={explain}>
      <TextField
        label={words().name}
        value={name()}
        onInput={setName}
        maxLength={limits.apiKeyNameCharsMax}
      />
      <TextField label={words().scopes} hint={words().scopesHint} value={scopes()} onInput={setScopes} />
      <DaysField label={words().expires} days={days()} choices={[7, 30, 90, 365, 0]} onChange={setDays} />
    </SaveForm>
  );
}
