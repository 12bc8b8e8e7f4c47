import type { Readable } from "../../src/api.ts";

/** Resolves with the first value, of now or later, that fulfils the condition; rejects when even a busy machine is late. */
export function until<T>(value: Readable<T>, isMet: (now: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop: () => void = () => undefined;
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`never happened; last: ${JSON.stringify(value.get())?.slice(0, 500)}`));
    }, 20_000);
    let isDone = false;
    stop = value.subscribe((now) => {
      if (isDone || !isMet(now)) return;
      isDone = true;
      clearTimeout(timer);
      resolve(now);
      queueMicrotask(() => stop());
    });
  });
}

interface Said {
  readonly content: { readonly type: string; readonly text?: string } | null;
}

/** Texts of a timeline, recalled ones as "-". */
export function textsOf(view: { messages: readonly Said[] }): string[] {
  return view.messages.map((message) => textOf(message) ?? "-");
}

/** What a message says, where it is a text. */
export function textOf(message: Said | null | undefined): string | undefined {
  return message?.content?.text;
}
