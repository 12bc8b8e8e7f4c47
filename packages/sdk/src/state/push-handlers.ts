import type { PushBody, PushFrame, PushName } from "@parley/protocol";
import type { Platform } from "../platform/platform.ts";

type Handler = (push: unknown) => void;

/** Who wants to hear which push. */
export class PushHandlers {
  readonly #platform: Pick<Platform, "warn">;
  readonly #handlers = new Map<string, Set<Handler>>();

  constructor(platform: Pick<Platform, "warn">) {
    this.#platform = platform;
  }

  on<N extends PushName>(name: N, handler: (body: PushBody<N>) => void): () => void {
    const handlers = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, handlers);
    const own: Handler = (push) => handler(push as PushBody<N>);
    handlers.add(own);
    return () => handlers.delete(own);
  }

  tell(push: PushFrame): void {
    for (const handler of this.#handlers.get(push.ev) ?? []) {
      try {
        handler(push);
      } catch (failure) {
        this.#platform.warn(`a handler of ${push.ev} threw`, failure);
      }
    }
  }
}
