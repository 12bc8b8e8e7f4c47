import "../../styles/features/settings-pages.css";
import type { ResultOf } from "@parley/sdk";
import { createResource, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullTime } from "../../i18n/dates.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { text } from "../../i18n/language.ts";
import { writeClipboard } from "../../platform/clipboard.ts";
import { now } from "../../platform/clock.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { whenOnline } from "../connection/when-online.ts";
import { SaveForm } from "../settings/save-form.tsx";
import { attempt } from "../user/person-actions.ts";
import { userName } from "../user/user-name.ts";

const dayMs = 86_400_000;
const usesOffered = [1, 5, 20, 100, 1_000];
const daysOffered = [1, 7, 30, 365];

type Made = ResultOf<"invite.create">;

/** Invitations into a group: making one, its link and QR code, those that hold. */
export function InvitesDialog(props: { conversationId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => groupsText().invites;
  const [made, setMade] = createSignal<Made | null>(null);
  const [uses, setUses] = createSignal(5);
  const [days, setDays] = createSignal(7);
  const [answer, { refetch }] = createResource(() =>
    app.client.invites.list({ conversationId: props.conversationId }),
  );
  whenOnline(app, () => void refetch());
  const isKnown = () => answer.state === "ready" || answer.state === "refreshing";
  const invites = () => (answer.error === undefined ? (answer.latest?.invites ?? []) : []);
  const make = async () => {
    const expiresAt = now() + days() * dayMs;
    setMade(
      await app.client.invites.create({ conversationId: props.conversationId, uses: uses(), expiresAt }),
    );
    void refetch();
  };
  const takeBack = async (id: string) => {
    await attempt(app.client.invites.revoke({ id }));
    void refetch();
  };
  return (
    <Dialog title={words().title} onClose={() => props.onClose()}>
      <Show when={made()} fallback={<p class="dialog-text">{words().explain}</p>} keyed>
        {(invite) => <InviteLink address={location.origin + invite.path} onDone={() => setMade(null)} />}
      </Show>
      <Show when={made() === null}>
        <SaveForm save={make} action={words().make} done={null}>
          <div class="field-pair">
            <SelectField
              label={words().uses}
              value={String(uses())}
              options={usesOffered.map((count) => ({ value: String(count), label: words().use(count) }))}
              onChange={(count) => setUses(Number(count))}
            />
            <SelectField
              label={words().expires}
              value={String(days())}
              options={daysOffered.map((count) => ({ value: String(count), label: words().days(count) }))}
              onChange={(count) => setDays(Number(count))}
            />
          </div>
        </SaveForm>
      </Show>
      <h3 class="settings-subheading">{words().open}</h3>
      <Show when={isKnown()} fallback={<Awaited />}>
        <Show when={invites().length === 0}>
          <p class="settings-note">{words().none}</p>
        </Show>
        <ul class="invite-list">
          <For each={invites()}>
            {(invite) => (
              <li class="settings-fact">
                <span class="settings-fact-text">
                  <span>{words().left(invite.usesLeft)}</span>
                  <span class="settings-note">
                    {words().until(fullTime(invite.expiresAt))} ·{" "}
                    {words().by(userName(app, invite.createdBy))}
                  </span>
                </span>
                <button type="button" class="button" onClick={() => void takeBack(invite.id)}>
                  {words().revoke}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Dialog>
  );
}

function InviteLink(props: { address: string; onDone: () => void }): JSX.Element {
  const words = () => groupsText().invites;
  const copy = async () => {
    if (await writeClipboard(props.address)) showToast(text().common.copied);
  };
  return (
    <div class="qr-block">
      <QrCode text={props.address} label={words().qr} />
      <p class="invite-address">{props.address}</p>
      <p class="settings-note">{words().onlyNow}</p>
      <div class="dialog-buttons">
        <button type="button" class="button button-primary" onClick={() => void copy()}>
          {words().copy}
        </button>
        <button type="button" class="button" onClick={() => props.onDone()}>
          {words().done}
        </button>
      </div>
    </div>
  );
}
