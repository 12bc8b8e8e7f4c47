/**
 * Messages that shown ones answer, as they are now (MSG-31). One that the timeline has is taken from there; another is
 * fetched once and kept true by events for as long as the timeline is open.
 */
import type { TimelineMessage, TimelineView } from "@parley/sdk";
import { createMemo, createSignal, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

export interface Quoted {
  readonly seq: number;
  readonly senderId: number;
  /** Null when it was recalled or hidden. */
  readonly content: TimelineMessage["content"];
}

export type ReplyTarget = NonNullable<TimelineMessage["replyTo"]>;

export interface QuotedMessages {
  /** Undefined while it is not known; null where the reader does not see it. */
  get(target: ReplyTarget): Quoted | null | undefined;
}

export function createQuotedMessages(
  app: App,
  conversationId: number,
  view: () => TimelineView,
): QuotedMessages {
  const [fetched, setFetched] = createSignal<ReadonlyMap<string, Quoted | null>>(new Map());
  const asked = new Set<string>();
  const shown = createMemo(() => new Map(view().messages.map((message) => [message.id, message])));
  const keep = (id: string, quoted: Quoted | null) => setFetched((before) => new Map(before).set(id, quoted));

  const ask = async ({ id, seq }: ReplyTarget) => {
    asked.add(id);
    try {
      const { messages } = await app.client.messages.context({ conversationId, seq, limit: 1 });
      keep(id, messages.find((message) => message.id === id) ?? null);
    } catch (error) {
      if (isMissing(error)) keep(id, null);
      else asked.delete(id);
    }
  };
  const change = (id: string, content: Quoted["content"]) => {
    const known = fetched().get(id);
    if (known) keep(id, { ...known, content });
  };
  const stops = [
    app.client.on("message.edited", (event) => change(event.id, event.content)),
    app.client.on("message.recalled", ({ id }) => change(id, null)),
    app.client.on("message.hidden", ({ inConversationId, seqs }) => {
      if (inConversationId !== conversationId) return;
      for (const [id, quoted] of fetched())
        if (quoted !== null && seqs.includes(quoted.seq)) change(id, null);
    }),
  ];
  onCleanup(() => {
    for (const stop of stops) stop();
  });

  return {
    get(target) {
      const here = shown().get(target.id);
      if (here !== undefined) return { seq: target.seq, senderId: here.senderId, content: here.content };
      const known = fetched().get(target.id);
      if (known === undefined && !asked.has(target.id)) queueMicrotask(() => void ask(target));
      return known;
    },
  };
}

function isMissing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "not_found";
}
