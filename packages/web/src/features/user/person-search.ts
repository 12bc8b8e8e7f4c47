import type { User } from "@parley/sdk";
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

export interface PersonSearch {
  readonly results: () => readonly User[];
  readonly isSearching: () => boolean;
  readonly error: () => unknown;
}

const pauseMs = 200;

/** Looks people up on the server while somebody types; an answer that comes late for an older query is dropped. */
export function createPersonSearch(app: App, query: () => string): PersonSearch {
  const [results, setResults] = createSignal<readonly User[]>([]);
  const [isSearching, setSearching] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  let latest = 0;

  const look = async (wanted: string, turn: number) => {
    try {
      const { users } = await app.client.users.search({ query: wanted });
      if (turn !== latest) return;
      setResults(users);
      setError(null);
    } catch (failure) {
      if (turn !== latest) return;
      setResults([]);
      setError(failure);
    }
    setSearching(false);
  };

  createEffect(
    on(
      () => query().trim(),
      (wanted) => {
        latest += 1;
        const turn = latest;
        setSearching(wanted !== "");
        if (wanted === "") {
          setResults([]);
          return;
        }
        const timer = setTimeout(() => void look(wanted, turn), pauseMs);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
  onCleanup(() => {
    latest = -1;
  });
  return { results, isSearching, error };
}
