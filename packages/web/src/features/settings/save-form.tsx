import { ParleyError } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";

export interface SaveFormProps {
  children: JSX.Element;
  action?: string;
  isDanger?: boolean;
  /** What is said when it went well; null: nothing. */
  done?: string | null;
  save: () => Promise<unknown>;
  explain?: (error: ParleyError) => string | null;
  /** Beside the button. */
  end?: JSX.Element;
}

/** Fields that are saved together: one call at a time, one line for what went wrong. */
export function SaveForm(props: SaveFormProps): JSX.Element {
  const [isWorking, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isWorking()) return;
    setWorking(true);
    setFailure(null);
    try {
      await props.save();
      if (props.done !== null) showToast(props.done ?? settingsText().saved);
    } catch (error) {
      const particular = error instanceof ParleyError ? props.explain?.(error) : null;
      setFailure(particular ?? errorText(error));
    }
    setWorking(false);
  };
  return (
    <form class="settings-form" noValidate onSubmit={submit}>
      {props.children}
      <Show when={failure()}>
        <p class="form-error" role="alert">
          {failure()}
        </p>
      </Show>
      <div class="settings-form-end">
        <button
          type="submit"
          class={`button ${props.isDanger ? "button-danger" : "button-primary"}`}
          disabled={isWorking()}
        >
          {props.action ?? settingsText().save}
        </button>
        {props.end}
      </div>
    </form>
  );
}
