import { ParleyError } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxRoute, pathOf } from "../../app/router.ts";
import { accountText } from "../../i18n/account/account-text.ts";
import { text } from "../../i18n/language.ts";
import { errorText } from "../../ui/error-text.ts";
import { completeOpenId } from "./open-id.ts";

/** Shown when the provider has sent the browser back. */
export function OpenIdReturn(props: { onFailed: () => void }): JSX.Element {
  const app = useApp();
  const [failure, setFailure] = createSignal<string | null>(null);
  const complete = async () => {
    const { search } = location;
    // The code in the address holds once, and is nobody else's business.
    history.replaceState(history.state, "", pathOf(inboxRoute()));
    try {
      await completeOpenId(app.client, search);
      app.router.navigate(inboxRoute(), "replace");
    } catch (error) {
      setFailure(error instanceof ParleyError ? errorText(error) : accountText().openIdFailed);
    }
  };
  void complete();
  return (
    <div class="account-form">
      <Show when={failure()} fallback={<p class="dialog-note">{accountText().openIdTitle}</p>}>
        <p class="form-error" role="alert">
          {failure()}
        </p>
        <button type="button" class="button button-wide" onClick={() => props.onFailed()}>
          {text().account.signIn}
        </button>
      </Show>
    </div>
  );
}
