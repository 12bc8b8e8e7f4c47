/** Public groups as the server finds them while somebody types; an answer that comes late for an older wish is dropped. */
import type { ResultOf } from "@parley/sdk";
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { whenOnline } from "../connection/when-online.ts";

export type GroupCard = ResultOf<"group.search">["groups"][number];

export interface GroupSearch {
  readonly groups: () => readonly GroupCard[];
  readonly isLoaded: () => boolean;
  readonly hasMore: () => boolean;
  readonly error: () => unknown;
  loadMore(): Promise<void>;
}

const pauseMs = 200;
const numberPattern = /^[a-z0-9](-?[a-z0-9])*$/;

export function createGroupSearch(app: App, query: () => string, category: () => number | null): GroupSearch {
  const [groups, setGroups] = createSignal<readonly GroupCard[]>([]);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [isLoaded, setLoaded] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  let turn = 0;

  /** A group that is in no directory is found by its whole number, where it lets people in by themselves (DIR-7). */
  const byNumber = async (wanted: string): Promise<GroupCard[]> => {
    if (!numberPattern.test(wanted) || wanted.length < 3) return [];
    return app.client.groups.preview({ number: wanted }).then(
      ({ group }) => [group],
      () => [],
    );
  };
  const look = async (from: string | null) => {
    const own = turn;
    const wanted = query().trim();
    const only = category();
    try {
      const [page, named] = await Promise.all([
        app.client.groups.search({
          ...(wanted === "" ? {} : { query: wanted }),
          ...(only === null ? {} : { category: only }),
          ...(from === null ? {} : { cursor: from }),
        }),
        from === null && only === null ? byNumber(wanted.toLowerCase()) : [],
      ]);
      if (own !== turn) return;
      const before = from === null ? named : groups();
      const known = new Set(before.map(({ conversationId }) => conversationId));
      setGroups([...before, ...page.groups.filter(({ conversationId }) => !known.has(conversationId))]);
      setCursor(page.cursor);
      setError(null);
    } catch (failure) {
      if (own !== turn) return;
      setError(failure);
    }
    setLoaded(true);
  };

  createEffect(
    on([query, category], ([wanted]) => {
      turn += 1;
      const timer = setTimeout(() => void look(null), wanted === "" ? 0 : pauseMs);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  whenOnline(app, () => void look(null));
  onCleanup(() => {
    turn = -1;
  });
  return {
    ...{ groups, isLoaded, error },
    hasMore: () => cursor() !== null,
    loadMore: () => look(cursor()),
  };
}
