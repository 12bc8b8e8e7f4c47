import type { User } from "@parley/sdk";
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

const pauseMs = 150;
const none: ReadonlySet<number> = new Set();

/** People and conversations by their names, as the server finds them while somebody types. */
export function createNameSearch(app: App, query: () => string) {
  const [results, setResults] = createSignal<readonly User[]>([]);
  const [conversationIds, setConversationIds] = createSignal(none);
  const [isSearching, setSearching] = createSignal(false);

  createEffect(
    on(
      () => query().trim(),
      (wanted) => {
        let isCurrent = true;
        setSearching(wanted !== "");
        if (wanted === "") {
          setResults([]);
          setConversationIds(none);
          return;
        }
        const ask = async () => {
          // Without connection what this browser knows is offered all the same.
          const answer = await app.client.search.find({ query: wanted }).catch(() => null);
          if (!isCurrent) return;
          setResults(answer?.users ?? []);
          setConversationIds(new Set(answer?.conversations.map(({ id }) => id) ?? []));
          setSearching(false);
        };
        const timer = setTimeout(() => void ask(), pauseMs);
        onCleanup(() => {
          isCurrent = false;
          clearTimeout(timer);
        });
      },
    ),
  );
  return { results, conversationIds, isSearching };
}
