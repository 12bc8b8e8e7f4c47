/** Whose presence is on screen: the people one writes with, and the members of the group whose details are open. */
import { clientLimits } from "@parley/protocol/client-limits";
import { createEffect, createMemo, createSignal, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

const [shownMemberIds, setShownMemberIds] = createSignal<readonly number[]>([]);

/** Adds people for as long as the calling component lives. */
export function showPresenceOf(userIds: () => readonly number[]): void {
  createEffect(() => setShownMemberIds(userIds()));
  onCleanup(() => setShownMemberIds([]));
}

/** Tells the server whom to watch whenever that changes. */
export function watchPresence(app: App): void {
  const watched = createMemo(
    () => {
      const own = app.session()?.user.id;
      const peers = app.inbox().items.flatMap((item) => item.peer?.id ?? []);
      const all = new Set([...shownMemberIds(), ...peers]);
      all.delete(own ?? 0);
      return [...all].slice(0, clientLimits.presenceWatchMax).sort((a, b) => a - b);
    },
    [],
    { equals: (before, after) => before.join() === after.join() },
  );
  createEffect(() => {
    if (app.session() != null) app.client.presence.watch({ userIds: watched() });
  });
}
