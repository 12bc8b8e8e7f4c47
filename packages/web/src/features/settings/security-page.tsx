import { limits } from "@parley/protocol/limits";
import { createSignal, type JSX, Show, Suspense } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { ownText } from "../../i18n/own/own-text.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { TextField } from "../../ui/text-field.tsx";
import { isPasswordAllowed, isUsernameAllowed } from "../account/new-account.ts";
import { Awaited } from "../connection/awaited.tsx";
import { IdentitiesCard } from "../own/identities-card.tsx";
import { MergeGuestCard } from "../own/merge-guest-card.tsx";
import { EmailCard } from "./email-card.tsx";
import { CancelButton, Fact } from "./fact.tsx";
import { OwnDataCard } from "./own-data-card.tsx";
import { SaveForm } from "./save-form.tsx";
import { TwoFactorCard } from "./two-factor-card.tsx";

/** How one signs in, and what becomes of the account. */
export function SecurityPage(): JSX.Element {
  const words = () => settingsText().security;
  return (
    <>
      <Card title={words().username}>
        <UsernameForm />
      </Card>
      <Card title={words().email}>
        <EmailCard />
      </Card>
      <Card title={words().password}>
        <PasswordForm />
      </Card>
      <Card title={words().twoFactor}>
        <Suspense fallback={<Awaited />}>
          <TwoFactorCard />
        </Suspense>
      </Card>
      <IdentitiesCard />
      <Card title={ownText().merge.title}>
        <MergeGuestCard />
      </Card>
      <Card title={words().data}>
        <OwnDataCard />
      </Card>
    </>
  );
}

function Card(props: { title: string; children: JSX.Element }): JSX.Element {
  return (
    <section>
      <h2 class="settings-heading">{props.title}</h2>
      <div class="settings-card">{props.children}</div>
    </section>
  );
}

function UsernameForm(): JSX.Element {
  const app = useApp();
  const words = () => settingsText().security;
  const [isOpen, setOpen] = createSignal(false);
  const [username, setUsername] = createSignal("");
  const isWrong = () => username() !== "" && !isUsernameAllowed(username().trim());
  const save = async () => {
    await app.client.account.changeUsername({ username: username().trim() });
    setOpen(false);
  };
  return (
    <Show
      when={isOpen()}
      fallback={
        <Fact
          value={<span class="settings-fact-value">@{app.self()?.username ?? ""}</span>}
          action={words().changeUsername}
          onAction={() => {
            setUsername(app.self()?.username ?? "");
            setOpen(true);
          }}
        />
      }
    >
      <SaveForm save={save} end={<CancelButton onClick={() => setOpen(false)} />}>
        <TextField
          label={words().username}
          hint={text().account.usernameHint}
          value={username()}
          onInput={setUsername}
          autocomplete="username"
          maxLength={limits.usernameCharsMax}
          error={isWrong() ? text().errors.usernameInvalid : undefined}
          isFocused
        />
      </SaveForm>
    </Show>
  );
}

function PasswordForm(): JSX.Element {
  const app = useApp();
  const words = () => settingsText().security;
  const [isOpen, setOpen] = createSignal(false);
  const [oldPassword, setOldPassword] = createSignal("");
  const [newPassword, setNewPassword] = createSignal("");
  const isShort = () => newPassword() !== "" && !isPasswordAllowed(newPassword());
  const close = () => {
    setOldPassword("");
    setNewPassword("");
    setOpen(false);
  };
  const save = async () => {
    await app.client.account.changePassword({ oldPassword: oldPassword(), newPassword: newPassword() });
    close();
  };
  return (
    <Show
      when={isOpen()}
      fallback={
        <Fact
          value={<span class="settings-note">{words().othersSignedOut}</span>}
          action={words().changePassword}
          onAction={() => setOpen(true)}
        />
      }
    >
      <SaveForm
        done={words().passwordChanged}
        action={words().changePassword}
        save={save}
        explain={(error) => (error.code === "credentials_invalid" ? words().passwordWrong : null)}
        end={<CancelButton onClick={close} />}
      >
        <TextField
          label={words().oldPassword}
          type="password"
          value={oldPassword()}
          onInput={setOldPassword}
          autocomplete="current-password"
          maxLength={limits.passwordCharsMax}
          isFocused
        />
        <TextField
          label={words().newPassword}
          hint={text().account.passwordHint}
          type="password"
          value={newPassword()}
          onInput={setNewPassword}
          autocomplete="new-password"
          maxLength={limits.passwordCharsMax}
          error={isShort() ? text().errors.passwordShort : undefined}
        />
      </SaveForm>
    </Show>
  );
}
