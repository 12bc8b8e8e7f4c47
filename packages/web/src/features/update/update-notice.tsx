import { type JSX, Show } from "solid-js";
import { text } from "../../i18n/language.ts";
import { applyUpdate, postponeUpdate, updateReady } from "../../platform/updates.ts";

/** Announces a newer build; nothing happens until a person wants it to. */
export function UpdateNotice(): JSX.Element {
  return (
    <Show when={updateReady()}>
      <div class="banner banner-info" role="status">
        <span class="banner-text">{text().update.available}</span>
        <button type="button" class="banner-button" onClick={applyUpdate}>
          {text().update.apply}
        </button>
        <button type="button" class="banner-button" onClick={postponeUpdate}>
          {text().update.later}
        </button>
      </div>
    </Show>
  );
}
