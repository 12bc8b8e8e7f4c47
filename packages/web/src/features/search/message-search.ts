/**
 * Looking for messages while somebody types: in one conversation, or everywhere. Owns the answers for the life of the
 * component; what was looked for stays longer, so that going back finds it again.
 */
import type { ParamsOf, ResultOf } from "@parley/sdk";
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { now } from "../../platform/clock.ts";
import { keepLookedFor, lookedFor, type Wanted } from "./looked-for.ts";

export type FoundMessage = ResultOf<"message.search">["found"][number];
const pauseMs = 200;
const dayMs = 86_400_000;
const spanDays = { day: 1, week: 7, month: 31, year: 366 } as const;
/** A page may be empty before the end (SRCH-7); so many are asked for until one shows something. */
const emptyPagesMax = 5;

/** `null`: everywhere. */
export function createMessageSearch(app: App, conversationId: number | null) {
  const [wanted, setWanted] = createSignal<Wanted>(lookedFor(conversationId));
  const [found, setFound] = createSignal<readonly FoundMessage[]>([]);
  const [next, setNext] = createSignal<string | null>(null);
  const [isSearching, setSearching] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  let turn = 0;

  const argumentsOf = ({ query, senderId, span, kind }: Wanted): ParamsOf<"message.search"> => ({
    query: query.trim(),
    ...(conversationId === null ? {} : { conversationId }),
    ...(senderId === null ? {} : { senderId }),
    ...(kind === "any" ? {} : { kind }),
    ...(span === "any" ? {} : { after: now() - spanDays[span] * dayMs }),
  });
  const load = async (own: number, cursor: string | null) => {
    setSearching(true);
    setError(null);
    try {
      let from = cursor;
      for (let pages = 0; pages < emptyPagesMax; pages += 1) {
        const args = { ...argumentsOf(wanted()), ...(from === null ? {} : { cursor: from }) };
        const page = await app.client.messages.search(args);
        if (own !== turn) return;
        setFound((before) => (from === null ? page.found : [...before, ...page.found]));
        setNext(page.next);
        from = page.next;
        if (page.found.length > 0 || from === null) break;
      }
    } catch (failure) {
      if (own !== turn) return;
      setError(failure);
    }
    setSearching(false);
  };
  createEffect(
    on(wanted, (current) => {
      keepLookedFor(conversationId, current);
      turn += 1;
      const own = turn;
      if (current.query.trim() === "") {
        setFound([]);
        setNext(null);
        setSearching(false);
        return;
      }
      setSearching(true);
      const timer = setTimeout(() => void load(own, null), pauseMs);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  // What is taken back is not shown any longer (INV-12).
  const stopRecalled = app.client.on("message.recalled", ({ id }) => {
    setFound((before) => before.filter(({ message }) => message.id !== id));
  });
  onCleanup(() => {
    turn = -1;
    stopRecalled();
  });
  return {
    wanted,
    change: (changes: Partial<Wanted>) => setWanted((before) => ({ ...before, ...changes })),
    ...{ found, isSearching, error },
    hasMore: () => next() !== null,
    loadMore: () => void load(turn, next()),
  };
}
