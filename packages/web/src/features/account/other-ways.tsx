import type { ResultOf } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { language, text } from "../../i18n/language.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { showToast } from "../../ui/toast.tsx";
import type { Step } from "./account-page.tsx";
import { beginOpenId } from "./open-id.ts";

export interface OtherWaysProps {
  info: ResultOf<"server.info"> | null;
  onStep: (step: Step) => void;
}

/** The ways in besides name and password, as far as the server has them. */
export function OtherWays(props: OtherWaysProps): JSX.Element {
  const app = useApp();
  const [isWorking, setWorking] = createSignal(false);
  const attempt = async (work: () => Promise<unknown>) => {
    setWorking(true);
    try {
      await work();
    } catch (error) {
      showToast(errorText(error));
    }
    setWorking(false);
  };
  const enterAsGuest = () => app.client.guest.create({ language: language() });
  return (
    <div class="account-ways">
      <Show when={props.info?.openIdName}>
        {(name) => (
          <button
            type="button"
            class="button button-wide"
            disabled={isWorking()}
            onClick={() => void attempt(() => beginOpenId(app.client))}
          >
            {text().account.openId(name())}
          </button>
        )}
      </Show>
      <button type="button" class="button button-wide" onClick={() => props.onStep("qr")}>
        <Icon name="qr" size={18} />
        {text().account.qrTitle}
      </button>
      <Show when={props.info?.guests}>
        <button
          type="button"
          class="button button-wide"
          disabled={isWorking()}
          onClick={() => void attempt(enterAsGuest)}
        >
          {text().account.asGuest}
        </button>
      </Show>
    </div>
  );
}
