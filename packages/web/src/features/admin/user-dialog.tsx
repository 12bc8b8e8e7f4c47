import { limits } from "@parley/protocol/limits";
import { createResource, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { adminText } from "../../i18n/admin/admin-text.ts";
import { fullDay } from "../../i18n/dates.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { CancelButton } from "../settings/fact.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { type UserActs, UserButtons } from "./user-buttons.tsx";
import type { AdminUser } from "./users-part.tsx";

type Role = "user" | "bot" | "admin";

export interface UserDialogProps {
  userId: number;
  onClose: () => void;
  onChanged: (user: AdminUser) => void;
  onDeleted: () => void;
}

/** One account: what is known of it, and what an administrator may do with it. */
export function UserDialog(props: UserDialogProps): JSX.Element {
  const app = useApp();
  const [answer, { refetch }] = createResource(() => app.client.admin.getUser({ userId: props.userId }));
  const [step, setStep] = createSignal<"shown" | "password" | "role">("shown");
  const known = () => (answer.error === undefined ? answer.latest : undefined);
  const isOther = () => props.userId !== app.self()?.id;
  const acts: UserActs = {
    changed: (user) => {
      props.onChanged(user);
      void refetch();
    },
    deleted: () => props.onDeleted(),
    ask: setStep,
  };
  return (
    <Dialog title={adminText().parts.users} onClose={() => props.onClose()}>
      <Show when={answer.error}>
        <p class="form-error" role="alert">
          {errorText(answer.error)}
        </p>
      </Show>
      <Show when={known()}>
        {(found) => (
          <>
            <UserIdentity user={found().user} />
            <UserFacts user={found().user} deviceCount={found().devices.length} />
            <Switch>
              <Match when={step() === "password"}>
                <PasswordForm userId={props.userId} onClose={() => setStep("shown")} />
              </Match>
              <Match when={step() === "role"}>
                <RoleForm user={found().user} acts={acts} onClose={() => setStep("shown")} />
              </Match>
              <Match when={isOther() && found().user.deletedAt === null}>
                <UserButtons user={found().user} acts={acts} />
              </Match>
            </Switch>
          </>
        )}
      </Show>
    </Dialog>
  );
}

function UserIdentity(props: { user: AdminUser }): JSX.Element {
  return (
    <div class="own-profile">
      <Avatar id={props.user.id} name={props.user.nickname} image={props.user.avatar} size="large" />
      <div class="own-profile-text">
        <p class="own-profile-name">{props.user.nickname}</p>
        <p class="own-profile-facts">
          <span>@{props.user.username}</span>
          <span>{adminText().roles[props.user.role]}</span>
        </p>
      </div>
    </div>
  );
}

function UserFacts(props: { user: AdminUser; deviceCount: number }): JSX.Element {
  const facts = (): [string, string][] => {
    const words = adminText();
    const { user } = props;
    const lines: [string, string | null][] = [
      [words.id, String(user.id)],
      [words.email, user.email],
      [words.phone, user.phone],
      [words.createdAt, fullDay(user.createdAt)],
      [words.deleted, user.deletedAt === null ? null : fullDay(user.deletedAt)],
      [words.devices, props.deviceCount === 0 ? words.noDevices : String(props.deviceCount)],
      [words.password, user.hasPassword ? null : words.noPassword],
    ];
    return lines.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));
  };
  return (
    <dl class="details-facts">
      <For each={facts()}>
        {([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}

function PasswordForm(props: { userId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = adminText;
  const [password, setPassword] = createSignal("");
  const save = async () => {
    await app.client.admin.resetPassword({ userId: props.userId, password: password() });
    props.onClose();
  };
  return (
    <SaveForm
      action={words().resetPassword}
      done={words().saved}
      save={save}
      end={<CancelButton onClick={props.onClose} />}
    >
      <TextField
        label={words().password}
        hint={words().resetExplain}
        type="password"
        value={password()}
        onInput={setPassword}
        autocomplete="new-password"
        maxLength={limits.passwordCharsMax}
        isFocused
      />
    </SaveForm>
  );
}

function RoleForm(props: { user: AdminUser; acts: UserActs; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = adminText;
  const [role, setRole] = createSignal<Role>(props.user.role === "guest" ? "user" : props.user.role);
  const save = async () => {
    const { user } = await app.client.admin.setRole({ userId: props.user.id, role: role() });
    props.acts.changed(user);
    props.onClose();
  };
  return (
    <SaveForm
      action={words().changeRole}
      done={words().saved}
      save={save}
      end={<CancelButton onClick={props.onClose} />}
    >
      <SelectField<Role>
        label={words().role}
        value={role()}
        options={(["user", "bot", "admin"] as const).map((value) => ({
          value,
          label: words().roles[value],
        }))}
        onChange={setRole}
      />
      <p class="settings-note">{words().roleExplain}</p>
    </SaveForm>
  );
}
