import { createSignal, type JSX, Show, Suspense } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { createMinuteClock } from "../../platform/clock.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { attach } from "../media/attachments.ts";
import { createDropZone } from "../media/drop-zone.ts";
import { Composer } from "../message/composer.tsx";
import { PinnedBar } from "../message/pinned-bar.tsx";
import { TimelinePane } from "../message/timeline-pane.tsx";
import { writeBlock } from "../message/write-block.ts";
import { isSelecting } from "../selection/selection.ts";
import { ConversationHeader } from "./conversation-header.tsx";
import { conversationTitle } from "./conversation-title.ts";

import "../../styles/features/timeline.css";
import "../../styles/features/message.css";
import "../../styles/features/message-extras.css";
import "../../styles/features/composer.css";
import "../../styles/features/media.css";

const SelectionBar = lazyPart(async () => (await import("../selection/selection-bar.tsx")).SelectionBar);

/** The open conversation: who it is with, what was said, where to write. */
export function ConversationPane(): JSX.Element {
  const app = useApp();
  const [isMissing, setMissing] = createSignal(false);
  const dropZone = createDropZone((files) => {
    const conversationId = app.openConversationId();
    if (conversationId !== null && writeBlock(app, clock()) === null) attach(app, conversationId, files);
  });
  const clock = createMinuteClock();
  const name = () => {
    const item = app.openItem();
    return item === undefined ? "" : conversationTitle(item);
  };
  return (
    <main
      class="conversation"
      onDragEnter={dropZone.onDragEnter}
      onDragOver={dropZone.onDragOver}
      onDragLeave={dropZone.onDragLeave}
      onDrop={dropZone.onDrop}
    >
      <Show when={dropZone.isOver()}>
        <div class="drop-hint">{mediaText().drop}</div>
      </Show>
      <Show
        when={app.openConversationId()}
        keyed
        fallback={
          <div class="conversation-none">
            <p>{text().inbox.selectOne}</p>
          </div>
        }
      >
        {(conversationId) => (
          <>
            <a class="skip-link" href="#composer">
              {text().app.skipToComposer}
            </a>
            <ConversationHeader item={app.openItem()} />
            <PinnedBar conversationId={conversationId} />
            <TimelinePane conversationId={conversationId} name={name()} onMissing={setMissing} />
            <Show when={!isMissing()}>
              <Show
                when={!isSelecting(conversationId)}
                fallback={
                  <Suspense>
                    <SelectionBar conversationId={conversationId} />
                  </Suspense>
                }
              >
                <Show when={writeBlock(app, clock())} fallback={<Composer conversationId={conversationId} />}>
                  {(reason) => <p class="composer-blocked">{reason()}</p>}
                </Show>
              </Show>
            </Show>
          </>
        )}
      </Show>
    </main>
  );
}
