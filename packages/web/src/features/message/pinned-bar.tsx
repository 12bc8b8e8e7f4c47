import { createSignal, type JSX, Show, Suspense } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { contentWords } from "./content-words.ts";
import { createPinnedMessages } from "./pinned-messages.ts";

const PinnedDialog = lazyPart(async () => (await import("./pinned-dialog.tsx")).PinnedDialog);

/** Above the messages: the one pinned last, and the way to the others. */
export function PinnedBar(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const pinned = createPinnedMessages(app, props.conversationId);
  const [isListed, setListed] = createSignal(false);
  return (
    <Show when={pinned()[0]}>
      {(newest) => (
        <div class="pinned-bar">
          <button
            type="button"
            class="pinned-message"
            onClick={() => app.openMessage(props.conversationId, newest().message.seq)}
          >
            <Icon name="pin" size={18} />
            <span class="pinned-text">
              <span class="pinned-title">
                {pinned().length > 1 ? talkText().pinnedCount(pinned().length) : talkText().pinned}
              </span>
              <span class="pinned-words" dir="auto">
                {contentWords(newest().message.content)}
              </span>
            </span>
          </button>
          <IconButton icon="list" label={talkText().showPinned} onClick={() => setListed(true)} />
          <Show when={isListed()}>
            <Suspense>
              <PinnedDialog
                conversationId={props.conversationId}
                pinned={pinned()}
                onClose={() => setListed(false)}
              />
            </Suspense>
          </Show>
        </div>
      )}
    </Show>
  );
}
