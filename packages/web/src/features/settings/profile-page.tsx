import { limits } from "@parley/protocol/limits";
import type { Account, ParamsOf } from "@parley/sdk";
import { createResource, createSignal, createUniqueId, type JSX, Show, Suspense } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { writeClipboard } from "../../platform/clipboard.ts";
import { confirm } from "../../ui/confirm.ts";
import { errorText } from "../../ui/error-text.ts";
import { QrCode } from "../../ui/qr-code.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { whenOnline } from "../connection/when-online.ts";
import { PictureField } from "../media/picture-field.tsx";
import { SaveForm } from "./save-form.tsx";

type Changes = ParamsOf<"account.update">;

/** What one says of oneself, and the code by which one is added. */
export function ProfilePage(): JSX.Element {
  const app = useApp();
  return (
    <>
      <section class="settings-card">
        <Show when={app.self()}>
          {(self) => (
            <PictureField
              avatar={{ id: self().id, name: self().nickname, image: self().avatar }}
              hasOwn={self().avatar !== null}
              save={(avatar) => app.client.account.update({ avatar })}
            />
          )}
        </Show>
        <Show when={app.account()} keyed={false}>
          {(account) => <ProfileForm account={account()} />}
        </Show>
      </section>
      <Show when={!app.isGuest()}>
        <Suspense fallback={<Awaited />}>
          <OwnLink />
        </Suspense>
      </Show>
    </>
  );
}

function ProfileForm(props: { account: Account }): JSX.Element {
  const app = useApp();
  const words = () => settingsText().profile;
  // What is being written is not overwritten by what another device saved meanwhile.
  const before = props.account;
  const [nickname, setNickname] = createSignal(before.nickname);
  const [gender, setGender] = createSignal(before.gender);
  const [birthday, setBirthday] = createSignal(before.birthday ?? "");
  const [bio, setBio] = createSignal(before.bio ?? "");
  const [location, setLocation] = createSignal(before.location ?? "");
  const [website, setWebsite] = createSignal(before.website ?? "");
  const [phone, setPhone] = createSignal(before.phone ?? "");
  const bioId = createUniqueId();
  const birthdayId = createUniqueId();
  const isWebsiteWrong = () => website().trim() !== "" && !/^https?:\/\/\S+$/.test(website().trim());
  const orNull = (value: string) => (value.trim() === "" ? null : value.trim());
  const changes = (): Changes => {
    const now = {
      nickname: nickname().trim(),
      gender: gender(),
      birthday: orNull(birthday()),
      bio: orNull(bio()),
      location: orNull(location()),
      website: orNull(website()),
      phone: orNull(phone()),
    };
    const changed = Object.entries(now).filter(
      ([name, value]) => value !== props.account[name as keyof Account],
    );
    return Object.fromEntries(changed);
  };
  return (
    <SaveForm save={() => app.client.account.update(changes())}>
      <TextField
        label={words().nickname}
        value={nickname()}
        onInput={setNickname}
        autocomplete="nickname"
        maxLength={limits.nicknameCharsMax}
      />
      <div class="field">
        <label class="field-label" for={bioId}>
          {words().bio}
        </label>
        <div class="field-box">
          <textarea
            id={bioId}
            class="field-area"
            rows="3"
            maxLength={limits.bioCharsMax}
            value={bio()}
            onInput={(event) => setBio(event.currentTarget.value)}
          />
        </div>
      </div>
      <Show when={!app.isGuest()}>
        <SelectField
          label={words().gender}
          value={gender()}
          options={(["unknown", "female", "male", "other"] as const).map((value) => ({
            value,
            label: words().genders[value],
          }))}
          onChange={setGender}
        />
        <div class="field">
          <label class="field-label" for={birthdayId}>
            {words().birthday}
          </label>
          <div class="field-box">
            <input
              id={birthdayId}
              class="field-input"
              type="date"
              min="1900-01-01"
              value={birthday()}
              onInput={(event) => setBirthday(event.currentTarget.value)}
            />
          </div>
        </div>
        <TextField
          label={words().location}
          value={location()}
          onInput={setLocation}
          maxLength={limits.locationCharsMax}
        />
        <TextField
          label={words().website}
          hint={words().websiteHint}
          error={isWebsiteWrong() ? words().websiteInvalid : undefined}
          value={website()}
          onInput={setWebsite}
          autocomplete="url"
          maxLength={limits.websiteCharsMax}
        />
        <TextField
          label={words().phone}
          value={phone()}
          onInput={setPhone}
          autocomplete="tel"
          maxLength={limits.phoneCharsMax}
        />
      </Show>
    </SaveForm>
  );
}

/** The link that leads to oneself, as a QR code. */
function OwnLink(): JSX.Element {
  const app = useApp();
  const words = () => settingsText().profile;
  const [link, { mutate, refetch }] = createResource(() => app.client.users.qr());
  whenOnline(app, () => void refetch());
  const address = () => {
    const known = link.error === undefined ? link.latest : undefined;
    return known === undefined ? null : (known.url ?? `${location.origin}${known.path}`);
  };
  const renew = async () => {
    const { renewQuestion: title, renewExplain: explanation, renewLink: action } = words();
    if (!(await confirm({ title, explanation, action }))) return;
    try {
      mutate(await app.client.users.renewQr());
    } catch (error) {
      showToast(errorText(error));
    }
  };
  const copy = async (url: string) => {
    if (await writeClipboard(url)) showToast(text().common.copied);
  };
  return (
    <Show when={address()}>
      {(url) => (
        <section>
          <h2 class="settings-heading">{words().qrTitle}</h2>
          <div class="settings-card qr-block">
            <QrCode text={url()} label={words().qrTitle} />
            <p class="settings-note">{words().qrHint}</p>
            <div class="settings-form-end">
              <button type="button" class="button" onClick={() => void copy(url())}>
                {words().copyLink}
              </button>
              <button type="button" class="button" onClick={() => void renew()}>
                {words().renewLink}
              </button>
            </div>
          </div>
        </section>
      )}
    </Show>
  );
}
