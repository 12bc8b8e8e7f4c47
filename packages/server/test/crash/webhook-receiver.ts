/**
 * The program a webhook tells: takes most of what comes, answers some with an error, leaves some waiting until the
 * server gives up. Owns the record of what it was told.
 */
import { printOf, type WireEvent } from "./events.ts";
import type { History } from "./history.ts";
import type { Random } from "./random.ts";
import { noteContent } from "./view.ts";

/** Longer than the server waits. */
const silenceMs = 500;

export class WebhookReceiver {
  readonly #history: History;
  readonly #random: Random;
  readonly #server: ReturnType<typeof Bun.serve>;
  /** The newest event that was taken, by conversation. */
  readonly #revs = new Map<number, number>();
  /** While the servers are killed; afterwards everything is taken. */
  isMoody = true;

  constructor(history: History, random: Random) {
    this.#history = history;
    this.#random = random;
    this.#server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => this.#receive(request) });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}/told`;
  }

  /** Whether everything was taken up to the newest message of each conversation. */
  hasNewest(newestRevs: Iterable<readonly [number, number]>): boolean {
    for (const [conversationId, rev] of newestRevs) {
      if ((this.#revs.get(conversationId) ?? 0) < rev) return false;
    }
    return true;
  }

  async stop(): Promise<void> {
    await this.#server.stop(true);
  }

  async #receive(request: Request): Promise<Response> {
    const { conversationId, events } = (await request.json()) as {
      conversationId: number;
      events: readonly WireEvent[];
    };
    const mood = this.isMoody ? this.#random.next() : 1;
    const isTaken = mood >= 0.15;
    for (const event of events) noteContent(this.#history, event);
    const told = events.map((event) => ({
      rev: event.rev,
      print: this.#history.prints.numberOf(printOf(event)),
    }));
    this.#history.deliveries.push({ conversationId, events: told, isTaken });
    if (mood < 0.05) await Bun.sleep(silenceMs);
    if (!isTaken) return new Response(null, { status: mood < 0.1 ? 503 : 500 });
    const rev = Math.max(this.#revs.get(conversationId) ?? 0, ...told.map((event) => event.rev));
    this.#revs.set(conversationId, rev);
    return new Response(null, { status: 204 });
  }
}
