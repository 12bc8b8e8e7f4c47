import { createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullDay } from "../../i18n/dates.ts";
import { ownText } from "../../i18n/own/own-text.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { createAskedList } from "../own/asked-list.ts";
import { AskedNone } from "../own/asked-none.tsx";
import { DaysField, expiryOf } from "../own/days-field.tsx";
import { SecretOnce } from "../own/secret-once.tsx";
import { SaveForm } from "../settings/save-form.tsx";

const usesChoices = [1, 5, 20, 100];
const noteCharsMax = 200;

/** Invitations to make an account, the newest first. */
export function InvitesPart(): JSX.Element {
  const app = useApp();
  const words = () => ownText().invites;
  const invites = createAskedList(async () => (await app.client.registrationInvites.list({})).invites);
  const [note, setNote] = createSignal("");
  const [uses, setUses] = createSignal(1);
  const [days, setDays] = createSignal(7);
  const [code, setCode] = createSignal<string | null>(null);
  const make = async () => {
    const answer = await app.client.registrationInvites.create({
      ...(note().trim() === "" ? {} : { note: note().trim() }),
      ...{ uses: uses(), ...expiryOf(days()) },
    });
    setCode(answer.code);
    setNote("");
    await invites.load();
  };
  return (
    <>
      <p class="settings-note">{words().hint}</p>
      <section class="settings-card">
        <Show
          when={code()}
          fallback={
            <SaveForm save={make} action={words().create} done={null}>
              <TextField label={words().note} value={note()} onInput={setNote} maxLength={noteCharsMax} />
              <SelectField
                label={words().uses}
                value={String(uses())}
                options={usesChoices.map((count) => ({ value: String(count), label: String(count) }))}
                onChange={(count) => setUses(Number(count))}
              />
              <DaysField label={words().expires} days={days()} choices={[1, 7, 30, 90]} onChange={setDays} />
            </SaveForm>
          }
        >
          {(shown) => (
            <SecretOnce
              explain={words().onlyNow}
              secret={shown()}
              done={words().done}
              onDone={() => setCode(null)}
            />
          )}
        </Show>
      </section>
      <ul class="admin-list" aria-busy={!invites.isLoaded()}>
        <For
          each={invites.items()}
          fallback={
            <li class="dialog-note">
              <AskedNone list={invites} words={words().none} />
            </li>
          }
        >
          {(invite) => (
            <li class="audit-entry settings-fact">
              <span class="settings-fact-text">
                <span class="settings-fact-value">{invite.note ?? fullDay(invite.createdAt)}</span>
                <span class="settings-note">
                  {invite.revokedAt === null ? words().left(invite.usesLeft) : words().revoked}
                  {invite.expiresAt === null ? "" : ` · ${words().until(fullDay(invite.expiresAt))}`}
                </span>
              </span>
              <Show when={invite.revokedAt === null && invite.usesLeft > 0}>
                <button
                  type="button"
                  class="button"
                  onClick={() =>
                    void invites.change(app.client.registrationInvites.revoke({ id: invite.id }))
                  }
                >
                  {words().revoke}
                </button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}
