import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";

/** Stands where something is to come that only the server knows: nothing for a moment, words without a connection. */
export function Awaited(): JSX.Element {
  const app = useApp();
  return (
    <Show when={app.isConnectionLost()}>
      <p class="awaited" role="status">
        {text().connection.awaited}
      </p>
    </Show>
  );
}
