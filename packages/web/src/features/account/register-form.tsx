import { limits } from "@parley/protocol/limits";
import type { ParamsOf, ParleyError, ResultOf } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { accountText } from "../../i18n/account/account-text.ts";
import { text } from "../../i18n/language.ts";
import { TextField } from "../../ui/text-field.tsx";
import { AccountForm } from "./account-form.tsx";
import { createEmailCode } from "./email-code.ts";
import { EmailCodeFields } from "./email-code-fields.tsx";
import { createNewAccount } from "./new-account.ts";
import { NewAccountFields } from "./new-account-fields.tsx";

export interface RegisterFormProps {
  /** Null where the server has not said. */
  info: ResultOf<"server.info"> | null;
}

/** Makes an account: by name and password, with an address that a code proves where the server asks for one or offers it. */
export function RegisterForm(props: RegisterFormProps): JSX.Element {
  const app = useApp();
  const words = accountText;
  const account = createNewAccount();
  const proof = createEmailCode(app, "register");
  const [inviteCode, setInviteCode] = createSignal("");
  const [wasTried, setTried] = createSignal(false);
  const needsEmail = () => props.info?.registration === "email-domain";
  const offersEmail = () => needsEmail() || props.info?.sendsMail === true;
  const needsInvitation = () => props.info?.registration === "invitation";
  const mustSendCode = () => proof.address() !== "" && proof.sentTo() === null;
  const check = () => {
    setTried(true);
    proof.setTried();
    const isAccount = account.check();
    const isProved =
      proof.address() === "" ? !needsEmail() : proof.isAddress() && (mustSendCode() || proof.code() !== "");
    return isAccount && isProved && (!needsInvitation() || inviteCode().trim() !== "");
  };
  const register = () => {
    if (mustSendCode()) return proof.send();
    const args: ParamsOf<"account.register"> = account.fields();
    if (proof.address() !== "") Object.assign(args, { email: proof.address(), code: proof.code().trim() });
    if (needsInvitation()) args.inviteCode = inviteCode().trim();
    return app.client.account.register(args);
  };
  const explain = ({ code }: ParleyError) => {
    if (code === "forbidden") return words().registrationForbidden;
    return code === "conflict" ? words().addressTaken : null;
  };
  return (
    <AccountForm
      action={mustSendCode() ? words().sendCode : text().account.register}
      check={check}
      submit={register}
      explain={explain}
    >
      <NewAccountFields account={account} isFocused />
      <Show when={needsInvitation()}>
        <TextField
          label={words().inviteCode}
          hint={words().inviteHint}
          value={inviteCode()}
          onInput={setInviteCode}
          maxLength={limits.inviteCodeCharsMax}
          error={wasTried() && inviteCode().trim() === "" ? text().errors.required : undefined}
        />
      </Show>
      <Show when={offersEmail()}>
        <EmailCodeFields
          proof={proof}
          isNeeded={needsEmail()}
          hint={needsEmail() ? words().emailNeeded : words().emailHint}
        />
      </Show>
    </AccountForm>
  );
}
