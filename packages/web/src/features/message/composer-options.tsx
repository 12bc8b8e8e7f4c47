import { firstLink } from "@parley/protocol/link-text";
import { createMemo, createResource, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { lengthOfTime } from "../../i18n/dates.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { expiryLabel } from "./composer-menu.ts";
import { changeComposer, composerState } from "./composer-state.ts";
import { textContent } from "./send-composed.ts";

/** Above the message box: what was chosen for the next message, and how often one may write. */
export function ComposerOptions(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const state = () => composerState(props.conversationId);
  const slowModeMs = () => {
    if (app.openItem()?.conversation.kind !== "group" || app.group.isAdmin()) return 0;
    return app.group.group()?.settings.slowModeMs ?? 0;
  };
  const hasLink = createMemo(
    () =>
      state().edited === null &&
      firstLink(textContent(app.drafts().get(props.conversationId) ?? "")) !== null,
  );
  // Asked for with the first link: most people write few.
  const [isPreviewing] = createResource(
    () => hasLink() || null,
    () =>
      app.client.server.info().then(
        ({ linkPreviews }) => linkPreviews,
        () => false,
      ),
    // With a first value the conversation around it stays while this is asked for.
    { initialValue: false },
  );
  const showsPreview = () => hasLink() && isPreviewing.latest;
  return (
    <Show when={showsPreview() || state().isSilent || state().expire !== null || slowModeMs() > 0}>
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
        <Show when={showsPreview()}>
          <PreviewChip conversationId={props.conversationId} />
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

/** A page that the text links to will be shown below it, unless one takes that away here. */
function PreviewChip(props: { conversationId: number }): JSX.Element {
  const isWithout = () => composerState(props.conversationId).hasNoPreview;
  const label = () => (isWithout() ? talkText().noLinkPreview : talkText().linkPreview);
  return (
    <button
      type="button"
      class="chip"
      aria-label={talkText().removeOption(label())}
      title={talkText().linkPreviewHint}
      onClick={() => changeComposer(props.conversationId, { hasNoPreview: !isWithout() })}
    >
      <Icon name={isWithout() ? "eye-off" : "link"} size={14} />
      {label()}
      <Icon name="close" size={14} />
    </button>
  );
}
