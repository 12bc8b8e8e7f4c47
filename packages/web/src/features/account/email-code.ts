/** An e-mail address that is proved by a code: asked for once the address is there, sent by one button. */
import type { ParamsOf } from "@parley/sdk";
import { createSignal } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { accountText } from "../../i18n/account/account-text.ts";
import { language, text } from "../../i18n/language.ts";

/** Only what is plainly no address; the server knows better. */
const addressPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function createEmailCode(app: App, purpose: "register" | "reset") {
  const [email, setEmailSignal] = createSignal("");
  const [code, setCode] = createSignal("");
  const [sentTo, setSentTo] = createSignal<string | null>(null);
  const [wasTried, setTried] = createSignal(false);
  const address = () => email().trim();
  const isAddress = () => addressPattern.test(address());
  const setEmail = (value: string) => {
    setEmailSignal(value);
    if (value.trim() !== sentTo()) setSentTo(null);
  };
  const send = async () => {
    const args: ParamsOf<"account.sendCode"> = { email: address(), purpose, language: language() };
    await app.client.account.sendCode(args);
    setCode("");
    setSentTo(address());
  };
  return {
    email,
    setEmail,
    code,
    setCode,
    address,
    sentTo,
    send,
    isAddress,
    emailError: (isNeeded: boolean) => {
      if (!wasTried() || (address() === "" && !isNeeded)) return undefined;
      return isAddress() ? undefined : accountText().emailInvalid;
    },
    codeError: () =>
      wasTried() && sentTo() !== null && code().trim() === "" ? text().errors.required : undefined,
    setTried: () => setTried(true),
  };
}

export type EmailCode = ReturnType<typeof createEmailCode>;
