/** The fields of an account that is about to be made, and what may be in them. */
import { limits } from "@parley/protocol/limits";
import { usernamePattern } from "@parley/protocol/model/username-pattern";
import { createSignal } from "solid-js";
import { text } from "../../i18n/language.ts";

/** The same rule as ACC-1, so that most people are told before they wait for the server. */
const usernameLetters = new RegExp(usernamePattern, "u");

export function isUsernameAllowed(username: string): boolean {
  const { length } = [...username];
  const isLengthAllowed = length >= limits.usernameCharsMin && length <= limits.usernameCharsMax;
  return isLengthAllowed && usernameLetters.test(username);
}

export function isPasswordAllowed(password: string): boolean {
  return password.length >= limits.passwordCharsMin && password.length <= limits.passwordCharsMax;
}

export function createNewAccount() {
  const [username, setUsername] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [nickname, setNickname] = createSignal("");
  const [wasTried, setTried] = createSignal(false);
  return {
    username,
    setUsername,
    password,
    setPassword,
    nickname,
    setNickname,
    usernameError: () =>
      wasTried() && !isUsernameAllowed(username().trim()) ? text().errors.usernameInvalid : undefined,
    passwordError: () =>
      wasTried() && !isPasswordAllowed(password()) ? text().errors.passwordShort : undefined,
    check: () => {
      setTried(true);
      return isUsernameAllowed(username().trim()) && isPasswordAllowed(password());
    },
    /** Arguments of the call that makes the account. */
    fields: () => ({
      username: username().trim(),
      password: password(),
      ...(nickname().trim() === "" ? {} : { nickname: nickname().trim() }),
    }),
  };
}

export type NewAccount = ReturnType<typeof createNewAccount>;
