import { limits } from "@parley/protocol/limits";
import { type JSX, Show } from "solid-js";
import { accountText } from "../../i18n/account/account-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import type { EmailCode } from "./email-code.ts";

export interface EmailCodeFieldsProps {
  proof: EmailCode;
  isNeeded: boolean;
  hint?: string;
  isFocused?: boolean;
}

/** The address, and once a code was sent the field for it. */
export function EmailCodeFields(props: EmailCodeFieldsProps): JSX.Element {
  const words = accountText;
  const sendAgain = () => {
    props.proof.send().catch((error: unknown) => showToast(errorText(error)));
  };
  return (
    <>
      <TextField
        label={words().email}
        hint={props.hint}
        value={props.proof.email()}
        onInput={props.proof.setEmail}
        autocomplete="email"
        maxLength={limits.emailCharsMax}
        error={props.proof.emailError(props.isNeeded)}
        isFocused={props.isFocused ?? false}
      />
      <Show when={props.proof.sentTo()}>
        {(email) => (
          <>
            <TextField
              label={words().code}
              hint={words().codeSent(email())}
              value={props.proof.code()}
              onInput={props.proof.setCode}
              autocomplete="one-time-code"
              maxLength={6}
              error={props.proof.codeError()}
              isFocused
            />
            <button type="button" class="link-button" onClick={sendAgain}>
              {words().sendAgain}
            </button>
          </>
        )}
      </Show>
    </>
  );
}
