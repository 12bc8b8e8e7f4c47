import { limits } from "@parley/protocol/limits";
import type { JSX } from "solid-js";
import { text } from "../../i18n/language.ts";
import { TextField } from "../../ui/text-field.tsx";
import type { NewAccount } from "./new-account.ts";

export function NewAccountFields(props: { account: NewAccount; isFocused?: boolean }): JSX.Element {
  return (
    <>
      <TextField
        label={text().account.username}
        hint={text().account.usernameHint}
        value={props.account.username()}
        onInput={props.account.setUsername}
        autocomplete="username"
        maxLength={limits.usernameCharsMax}
        error={props.account.usernameError()}
        isFocused={props.isFocused ?? false}
      />
      <TextField
        label={text().account.nickname}
        hint={text().account.nicknameHint}
        value={props.account.nickname()}
        onInput={props.account.setNickname}
        autocomplete="nickname"
        maxLength={limits.nicknameCharsMax}
      />
      <TextField
        label={text().account.password}
        hint={text().account.passwordHint}
        type="password"
        value={props.account.password()}
        onInput={props.account.setPassword}
        autocomplete="new-password"
        maxLength={limits.passwordCharsMax}
        error={props.account.passwordError()}
      />
    </>
  );
}
