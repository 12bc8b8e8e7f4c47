import { createSignal, type JSX, onCleanup, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";

/** What the server tells a guest who has just connected (GUE-8), in the words of this client, with the way to follow it. */
export function GuestHint(): JSX.Element {
  const app = useApp();
  const [isTold, setTold] = createSignal(false);
  onCleanup(app.client.on("guest.hint", () => setTold(true)));
  return (
    <Show when={isTold()}>
      <div class="guest-hint" role="status">
        <p>{text().account.guestHint}</p>
        <button
          type="button"
          class="link-button"
          onClick={() => app.router.navigate({ page: "settings", part: "upgrade" })}
        >
          {text().account.register}
        </button>
      </div>
    </Show>
  );
}
