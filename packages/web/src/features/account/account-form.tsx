import "../../styles/features/account.css";
import { ParleyError } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { text } from "../../i18n/language.ts";
import { errorText } from "../../ui/error-text.ts";

export interface AccountFormProps {
  children: JSX.Element;
  action: string;
  /** False stops the form before the server is asked; the fields then say why. */
  check: () => boolean;
  submit: () => Promise<unknown>;
  /** Texts for codes that mean something particular in this form. */
  explain?: (error: ParleyError) => string | null;
}

/** What sign-in, registration and claiming share: one button, one call at a time, one line for what went wrong. */
export function AccountForm(props: AccountFormProps): JSX.Element {
  const [isWorking, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<string | null>(null);
  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    if (isWorking()) return;
    if (!props.check()) {
      event.currentTarget.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    setWorking(true);
    setFailure(null);
    try {
      await props.submit();
    } catch (error) {
      const particular = error instanceof ParleyError ? props.explain?.(error) : null;
      setFailure(particular ?? errorText(error));
    }
    setWorking(false);
  };
  return (
    <form class="account-form" noValidate onSubmit={submit}>
      {props.children}
      <Show when={failure()}>
        <p class="form-error" role="alert">
          {failure()}
        </p>
      </Show>
      <button type="submit" class="button button-primary button-wide" disabled={isWorking()}>
        {isWorking() ? text().account.working : props.action}
      </button>
    </form>
  );
}
