/** An event on its way to the peers of one dialect: parsed once, and what is made of it is made once for all of them. */
import type { EventFrame } from "@parley/protocol";
import type { CommittedEvent } from "../../engine/ports/committed.ts";
import type { DialectEvent } from "../dialect.ts";
import { spokenEvent } from "./spoken-event.ts";

class SharedEvent implements DialectEvent {
  readonly isMissed: boolean;
  readonly isOfUntold: boolean;
  readonly #text: string;
  #frame: EventFrame | null;
  #made: Map<string, unknown> | null = null;

  constructor(text: string, frame: EventFrame | null, isMissed: boolean, isOfUntold: boolean) {
    this.#text = text;
    this.#frame = frame;
    this.isMissed = isMissed;
    this.isOfUntold = isOfUntold;
  }

  get frame(): EventFrame {
    this.#frame ??= spokenEvent(JSON.parse(this.#text) as EventFrame);
    return this.#frame;
  }

  once<T>(key: string, make: () => T): T {
    this.#made ??= new Map();
    if (this.#made.has(key)) return this.#made.get(key) as T;
    const made = this.#made;
    const value = make();
    made.set(key, value);
    // A failure is not shared: the next one may have more luck.
    if (value instanceof Promise) value.catch(() => made.delete(key));
    return value;
  }
}

/** Delivery hands an event to all of its connections before the next one, so the last one is enough to remember. */
export function createEventSharing(): (event: CommittedEvent) => DialectEvent {
  let last: CommittedEvent | null = null;
  let shared: SharedEvent | null = null;
  return (event) => {
    if (last !== event || shared === null) {
      last = event;
      shared = new SharedEvent(event.text, null, false, false);
    }
    return shared;
  };
}

interface Since {
  readonly enteredAt: number;
  readonly isOfUntold: boolean;
}

/** From the log: what happened while a catch-up ran was not missed, though it is told by it. */
export function loggedEvent(frame: EventFrame, { enteredAt, isOfUntold }: Since): DialectEvent {
  const at = frame.ev === "message.sent" ? frame.sentAt : frame.at;
  return new SharedEvent("", spokenEvent(frame), at < enteredAt, isOfUntold);
}
