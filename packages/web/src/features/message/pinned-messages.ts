/** What is pinned in one conversation, pinned last first; fetched anew when an event tells that it changed. */
import type { ResultOf } from "@parley/sdk";
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

export type PinnedMessage = ResultOf<"message.listPinned">["pinned"][number];

export function createPinnedMessages(app: App, conversationId: number): () => readonly PinnedMessage[] {
  const [pinned, setPinned] = createSignal<readonly PinnedMessage[]>([]);
  let turn = 0;
  const load = async () => {
    turn += 1;
    const own = turn;
    try {
      const page = await app.client.messages.listPinned({ conversationId });
      if (own === turn) setPinned(page.pinned);
    } catch {
      // Without connection: asked again when there is one.
    }
  };
  createEffect(
    on(
      () => app.connection().status === "online",
      (isOnline) => void (isOnline && load()),
    ),
  );
  const isPinned = (id: string) => pinned().some(({ message }) => message.id === id);
  const follow = (event: { conversationId: number; id: string }, isOfPinnedOnly: boolean) => {
    if (event.conversationId === conversationId && (!isOfPinnedOnly || isPinned(event.id))) void load();
  };
  const stops = [
    app.client.on("message.pinned", (event) => follow(event, false)),
    app.client.on("message.unpinned", (event) => follow(event, true)),
    app.client.on("message.recalled", (event) => follow(event, true)),
    app.client.on("message.edited", (event) => follow(event, true)),
    app.client.on("message.hidden", (event) => void (event.inConversationId === conversationId && load())),
  ];
  onCleanup(() => {
    turn = -1;
    for (const stop of stops) stop();
  });
  return pinned;
}
