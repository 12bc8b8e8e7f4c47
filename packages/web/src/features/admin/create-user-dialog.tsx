import { limits } from "@parley/protocol/limits";
import { createSignal, type JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { adminText } from "../../i18n/admin/admin-text.ts";
import { text } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import type { AdminUser } from "./users-part.tsx";

type Role = "user" | "bot" | "admin";

export interface CreateUserDialogProps {
  onClose: () => void;
  onCreated: (user: AdminUser) => void;
}

/** Makes an account for somebody, also where registration is closed. */
export function CreateUserDialog(props: CreateUserDialogProps): JSX.Element {
  const app = useApp();
  const words = adminText;
  const [username, setUsername] = createSignal("");
  const [nickname, setNickname] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [role, setRole] = createSignal<Role>("user");
  const create = async () => {
    const { user } = await app.client.admin.createUser({
      username: username().trim(),
      role: role(),
      ...(nickname().trim() === "" ? {} : { nickname: nickname().trim() }),
      ...(password() === "" ? {} : { password: password() }),
    });
    props.onCreated(user);
  };
  return (
    <Dialog title={words().create} onClose={() => props.onClose()}>
      <SaveForm action={words().create} save={create}>
        <TextField
          label={words().username}
          hint={text().account.usernameHint}
          value={username()}
          onInput={setUsername}
          maxLength={limits.usernameCharsMax}
          isFocused
        />
        <TextField
          label={words().nickname}
          value={nickname()}
          onInput={setNickname}
          maxLength={limits.nicknameCharsMax}
        />
        <TextField
          label={words().password}
          hint={words().passwordHint}
          type="password"
          value={password()}
          onInput={setPassword}
          autocomplete="new-password"
          maxLength={limits.passwordCharsMax}
        />
        <SelectField<Role>
          label={words().role}
          value={role()}
          options={(["user", "bot", "admin"] as const).map((value) => ({
            value,
            label: words().roles[value],
          }))}
          onChange={setRole}
        />
      </SaveForm>
    </Dialog>
  );
}
