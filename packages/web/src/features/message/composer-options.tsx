import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { lengthOfTime } from "../../i18n/dates.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { expiryLabel } from "./composer-menu.ts";
import { changeComposer, composerState } from "./composer-state.ts";

/** Above the message box: what was chosen for the next message, and how often one may write. */
export function ComposerOptions(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const state = () => composerState(props.conversationId);
  const slowModeMs = () => {
    if (app.openItem()?.conversation.kind !== "group" || app.group.isAdmin()) return 0;
    return app.group.group()?.settings.slowModeMs ?? 0;
  };
  return (
    <Show when={state().isSilent || state().expire !== null || slowModeMs() > 0}>
      <div class="composer-options">
        <Show when={slowModeMs() > 0}>
          <span class="composer-hint">{talkText().slowMode(lengthOfTime(slowModeMs()))}</span>
        </Show>
        <Show when={state().expire}>
          {(expire) => (
            <button
              type="button"
              class="chip"
              aria-label={talkText().removeOption(expiryLabel(expire()))}
              onClick={() => changeComposer(props.conversationId, { expire: null })}
            >
              <Icon name="clock" size={14} />
              {expiryLabel(expire())}
              <Icon name="close" size={14} />
            </button>
          )}
        </Show>
        <Show when={state().isSilent}>
          <button
            type="button"
            class="chip"
            aria-label={talkText().removeOption(talkText().silent)}
            title={talkText().silentHint}
            onClick={() => changeComposer(props.conversationId, { isSilent: false })}
          >
            <Icon name="silent" size={14} />
            {talkText().silent}
            <Icon name="close" size={14} />
          </button>
        </Show>
      </div>
    </Show>
  );
}
