import {
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  Match,
  on,
  Show,
  Switch,
  untrack,
} from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import { useApp } from "../../app/app-context.ts";
import { dayName } from "../../i18n/dates.ts";
import { text } from "../../i18n/language.ts";
import { createMinuteClock } from "../../platform/clock.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { JumpToLatest } from "./jump-to-latest.tsx";
import { createMessageWalk } from "./message-walk.ts";
import { NewMessageLog } from "./new-message-log.tsx";
import { offerTimelineCommands } from "./timeline-commands.ts";
import { createTimelineModel } from "./timeline-model.ts";
import { TimelineRow } from "./timeline-row.tsx";
import { createTimelineScroll, rememberedSeq } from "./timeline-scroll.ts";

export interface TimelinePaneProps {
  conversationId: number;
  name: string;
  /** Told whether there is such a conversation for this reader at all. */
  onMissing: (isMissing: boolean) => void;
}

/** The messages of one conversation; mounted anew for each conversation. */
export function TimelinePane(props: TimelinePaneProps): JSX.Element {
  const app = useApp();
  const conversationId = untrack(() => props.conversationId);
  const unread =
    untrack(app.inbox).items.find((item) => item.conversation.id === conversationId)?.unread ?? 0;
  const requestedSeq = () => {
    const request = app.requestedMessage();
    return request?.conversationId === conversationId ? request.seq : null;
  };
  const atSeq = untrack(requestedSeq);
  const returnTo = unread === 0 && atSeq === null ? rememberedSeq(conversationId) : null;
  const model = createTimelineModel(app, conversationId, atSeq ?? returnTo ?? "unread");
  const scroll = createTimelineScroll(app, model, { isReturning: returnTo !== null, atSeq });
  if (atSeq !== null) app.endMessageRequest();
  createEffect(
    on(requestedSeq, (seq) => {
      if (seq === null) return;
      app.endMessageRequest();
      void scroll.jumpTo(seq);
    }),
  );
  const walk = createMessageWalk(model, scroll.showRow);
  const clock = createMinuteClock();
  offerTimelineCommands({
    jumpToLatest: () => void scroll.jumpToLatest(),
    newestOwnMessage: () => model.view().messages.findLast(({ isMine }) => isMine) ?? null,
  });

  // The list keeps its place when rows come in above, and has to be told which end they came in at.
  const [isPrepended, setPrepended] = createSignal(false);
  createComputed(
    on(model.keys, (keys, before) => {
      const hasSameEnd = before !== undefined && before.at(-2) === keys.at(-2);
      setPrepended(hasSameEnd && keys.length > before.length);
      return keys;
    }),
  );
  const isMissing = createMemo(() => !model.view().isLoaded && model.view().error?.code === "not_found");
  createEffect(() => props.onMissing(isMissing()));
  const isEmpty = createMemo(() => model.view().isLoaded && model.view().messages.length === 0);

  return (
    <section
      class="timeline"
      aria-label={text().conversation.timeline(props.name)}
      onWheel={scroll.endSettling}
      onPointerDown={scroll.endSettling}
      onKeyDown={(event) => {
        scroll.endSettling();
        walk.onKeyDown(event);
      }}
    >
      <Show when={scroll.floatingDay()}>
        {(time) => (
          <div class="floating-day" aria-hidden="true">
            <span class="day-name">{dayName(time(), clock())}</span>
          </div>
        )}
      </Show>
      <Show when={model.view().isLoading && model.view().isLoaded}>
        <div class="timeline-loading" role="status">
          <span class="visually-hidden">{text().message.loadingOlder}</span>
        </div>
      </Show>
      <Switch>
        <Match when={!model.view().isLoaded && model.view().error}>
          {(error) => (
            <div class="timeline-note">
              <p>{isMissing() ? text().conversation.notFound : errorText(error())}</p>
              <Show when={!isMissing()}>
                <button type="button" class="button" onClick={() => void model.timeline.loadLatest()}>
                  {text().common.retry}
                </button>
              </Show>
            </div>
          )}
        </Match>
        <Match when={isEmpty()}>
          <div class="timeline-note">
            <p>{text().message.empty}</p>
          </div>
        </Match>
      </Switch>
      <div class="timeline-scroller" tabindex="-1">
        <div class="timeline-filler" />
        <Virtualizer
          ref={(handle?: VirtualizerHandle) => {
            scroll.setHandle(handle);
          }}
          data={model.keys()}
          shift={isPrepended()}
          keepMounted={walk.keepMounted()}
          bufferSize={400}
          onScroll={scroll.onScroll}
          onResize={scroll.onResize}
        >
          {(key) => (
            <TimelineRow model={model} rowKey={key} walk={walk} now={clock} flashedSeq={scroll.flashedSeq} />
          )}
        </Virtualizer>
      </div>
      <Show when={scroll.hasWayBack()}>
        <button type="button" class="back-button" onClick={() => void scroll.goBack()}>
          <Icon name="back" size={16} />
          {text().message.backToPlace}
        </button>
      </Show>
      <JumpToLatest
        isShown={!scroll.isAtEnd() || model.view().hasNewer}
        count={model.view().unread}
        onJump={() => void scroll.jumpToLatest()}
      />
      <NewMessageLog conversationId={conversationId} />
    </section>
  );
}
