/**
 * The reader's saved messages, saved last first, in pages. Owns the list while it is open; what other devices save or
 * remove, and what is recalled, is told by events.
 */
import type { ResultOf } from "@parley/sdk";
import { createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { whenOnline } from "../connection/when-online.ts";
import { MessageCard } from "../message/message-card.tsx";
import { attempt } from "../user/person-actions.ts";

type Saved = ResultOf<"message.listSaved">["saved"][number];

export function SavedPart(): JSX.Element {
  const app = useApp();
  const [saved, setSaved] = createSignal<readonly Saved[]>([]);
  const [next, setNext] = createSignal<number | null>(null);
  const [isLoaded, setLoaded] = createSignal(false);
  const [failure, setFailure] = createSignal<unknown>(null);
  const load = async (before: number | null) => {
    setFailure(null);
    try {
      const page = await app.client.messages.listSaved(before === null ? {} : { before });
      setSaved((known) => (before === null ? page.saved : [...known, ...page.saved]));
      setNext(page.next);
      setLoaded(true);
    } catch (error) {
      setFailure(error);
    }
  };
  const drop = (id: string) => setSaved((known) => known.filter(({ message }) => message.id !== id));
  const stops = [
    app.client.on("message.saved", () => void load(null)),
    app.client.on("message.unsaved", ({ id }) => drop(id)),
    app.client.on("message.recalled", ({ id }) => drop(id)),
    app.client.on("message.edited", () => void load(null)),
  ];
  onCleanup(() => {
    for (const stop of stops) stop();
  });
  onMount(() => void load(null));
  whenOnline(app, () => void load(null));
  return (
    <>
      <Show when={saved().length > 0}>
        <ul class="settings-card saved-card message-cards">
          <For each={saved()}>
            {({ message, conversationId }) => (
              <li>
                <MessageCard
                  message={message}
                  conversationId={conversationId}
                  hasPlace
                  onOpen={() => app.openMessage(conversationId, message.seq)}
                  end={
                    <IconButton
                      icon="close"
                      label={talkText().removeSaved}
                      onClick={() =>
                        void attempt(app.client.messages.unsave({ conversationId, id: message.id }))
                      }
                    />
                  }
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={!isLoaded() && failure() === null}>
        <Awaited />
      </Show>
      <Show when={isLoaded() && saved().length === 0}>
        <div class="empty-state">
          <p class="empty-title">{talkText().savedEmpty}</p>
          <p class="empty-hint">{talkText().savedHint}</p>
        </div>
      </Show>
      <Show when={failure()}>
        {(error) => (
          <div class="empty-state">
            <p class="empty-hint">{errorText(error())}</p>
            <button type="button" class="button" onClick={() => void load(null)}>
              {text().common.retry}
            </button>
          </div>
        )}
      </Show>
      <Show when={next() !== null}>
        <button type="button" class="link-button" onClick={() => void load(next())}>
          {text().conversation.moreMembers}
        </button>
      </Show>
    </>
  );
}
