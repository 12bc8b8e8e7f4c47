/**
 * A text that a bot is writing, put together from the parts that are told and from what there was before one looked.
 * Owns what it shows; the message itself is the timeline's, and becomes an ordinary text when it is whole (STRM-3).
 */
import type { TimelineMessage } from "@parley/sdk";
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

export interface StreamPart {
  /** Length of the text before it. */
  readonly position: number;
  readonly text: string;
}

/** The text with a part of it; null where something between is missing. What is there already changes nothing. */
export function withPart(known: string, { position, text }: StreamPart): string | null {
  if (position > known.length) return null;
  return position + text.length <= known.length ? known : known.slice(0, position) + text;
}

export function createStreamText(app: App, message: TimelineMessage): () => string {
  const { conversationId, id } = message;
  const [shown, setShown] = createSignal("");
  let known = "";
  let isAsking = false;
  let isEnded = false;
  let frame = 0;

  const take = (next: string) => {
    known = next;
    // However many parts come in: drawn once for each picture the screen shows.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => setShown(known));
  };
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      const { text } = await app.client.streams.get({ conversationId, id });
      if (!isEnded && text.length > known.length) take(text);
    } catch {
      // Recalled, or no connection: the event or the next connection settles it.
    }
    isAsking = false;
  };
  const stop = app.client.on("stream.appended", (part) => {
    if (part.conversationId !== conversationId || part.id !== id) return;
    const next = withPart(known, part);
    if (next === null) void ask();
    else take(next);
  });
  // What was told while there was no connection was told to nobody.
  createEffect(
    on(
      () => app.connection().status === "online",
      (isOnline) => {
        if (isOnline) void ask();
      },
    ),
  );
  onCleanup(() => {
    isEnded = true;
    cancelAnimationFrame(frame);
    stop();
  });
  return shown;
}
