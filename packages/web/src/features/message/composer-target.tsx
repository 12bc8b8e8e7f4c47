import { createEffect, type JSX, onCleanup, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { userName } from "../user/user-name.ts";
import { changeComposer, composerState, resetComposer } from "./composer-state.ts";
import { contentWords } from "./content-words.ts";

/** Ends an edit, with what was being written before back in the box, or an answer. True where there was one. */
export function cancelTarget(app: ReturnType<typeof useApp>, conversationId: number): boolean {
  const { edited, replyTo } = composerState(conversationId);
  if (edited !== null) {
    resetComposer(conversationId);
  } else if (replyTo !== null) {
    changeComposer(conversationId, { replyTo: null });
    app.client.setDraft(conversationId, app.drafts().get(conversationId) ?? "", null);
  }
  return edited !== null || replyTo !== null;
}

/** Above the message box: which message is being answered or edited. */
export function ComposerTarget(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const state = () => composerState(props.conversationId);
  const target = () => state().edited ?? state().replyTo;
  const isEdit = () => state().edited !== null;
  const label = () => (isEdit() ? talkText().cancelEdit : talkText().cancelReply);
  // What is recalled can be answered and edited no more.
  createEffect(() => {
    const id = target()?.id;
    if (id === undefined) return;
    const stop = app.client.on("message.recalled", (event) => {
      if (event.id === id) cancelTarget(app, props.conversationId);
    });
    onCleanup(stop);
  });
  return (
    <Show when={target()}>
      {(message) => (
        <div class="composer-target">
          <Icon name={isEdit() ? "edit" : "reply"} size={18} />
          <span class="composer-target-text">
            <span class="composer-target-title">
              {isEdit() ? talkText().editing : talkText().replyTo(userName(app, message().senderId))}
            </span>
            <span class="composer-target-words" dir="auto">
              {contentWords(message().content)}
            </span>
          </span>
          <IconButton
            icon="close"
            label={label()}
            onClick={() => {
              cancelTarget(app, props.conversationId);
              document.querySelector<HTMLElement>("#composer")?.focus();
            }}
          />
        </div>
      )}
    </Show>
  );
}
