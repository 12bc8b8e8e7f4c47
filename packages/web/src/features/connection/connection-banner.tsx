import { createEffect, createMemo, createSignal, type JSX, onCleanup, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { now } from "../../platform/clock.ts";
import { hasNetwork } from "../../platform/network.ts";
import { type BannerState, bannerState } from "./banner-state.ts";

function bannerText(state: BannerState): string {
  const { connection } = text();
  switch (state.kind) {
    case "hidden":
      return "";
    case "connecting":
      return connection.connecting;
    case "no-network":
      return connection.offline;
    case "waiting":
      return connection.retryIn(state.seconds);
    case "unsupported":
      return connection.unsupported;
  }
}

/** What is read out: the seconds are not, each of which would be. */
function spokenText(state: BannerState): string {
  const isTrying = state.kind === "waiting" || state.kind === "connecting";
  return isTrying ? text().connection.lost : bannerText(state);
}

/** Says what is wrong with the connection, when it is tried again, and lets a person hurry it. */
export function ConnectionBanner(): JSX.Element {
  const app = useApp();
  const [clock, setClock] = createSignal(now());
  const isGood = createMemo(() => ["online", "behind"].includes(app.connection().status));
  const lostAt = createMemo<number | null>((before) => (isGood() ? null : (before ?? now())), null);
  createEffect(() => {
    if (isGood()) return;
    setClock(now());
    const timer = setInterval(() => setClock(now()), 500);
    onCleanup(() => clearInterval(timer));
  });
  const state = createMemo(() => bannerState(app.connection(), lostAt(), clock(), hasNetwork()), undefined, {
    equals: (before, after) => bannerText(before) === bannerText(after) && before.kind === after.kind,
  });
  return (
    <Show when={state().kind !== "hidden"}>
      <div class="banner">
        <span class="visually-hidden" role="status">
          {spokenText(state())}
        </span>
        <span class="banner-text" aria-hidden="true">
          {bannerText(state())}
        </span>
        <Show when={state().kind === "waiting"}>
          <button type="button" class="banner-button" onClick={() => app.client.retryNow()}>
            {text().connection.retryNow}
          </button>
        </Show>
        <Show when={state().kind === "unsupported"}>
          <button type="button" class="banner-button" onClick={() => location.reload()}>
            {text().connection.reload}
          </button>
        </Show>
      </div>
    </Show>
  );
}
