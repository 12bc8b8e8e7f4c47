/**
 * One-use tickets: what stands for a token where it would be seen in an address (SEC-07, DIA-4). Kept in this process
 * alone, for seconds, and bound to the page that asked.
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { Clock } from "../../engine/ports/clock.ts";

const ttlMs = 30_000;
const ticketsMax = 20_000;
const ticketBytes = 32;

interface Ticket {
  readonly actor: UserActor;
  readonly origin: string | null;
  readonly until: number;
}

export interface Tickets {
  issue(actor: UserActor, origin: string | null): { readonly ticket: string; readonly ttlMs: number };
  isTicket(text: string): boolean;
  /** Once. @throws unauthenticated */
  take(ticket: string, origin: string | null): UserActor;
  sweep(): void;
}

export function createTickets(clock: Clock, randomBytes: (count: number) => Uint8Array): Tickets {
  const tickets = new Map<string, Ticket>();
  const prefix = "tkt_";
  return {
    issue(actor, origin) {
      if (tickets.size >= ticketsMax) throw new ParleyError("busy", { retryAfterMs: 1_000 });
      const ticket = `${prefix}${Buffer.from(randomBytes(ticketBytes)).toString("base64url")}`;
      tickets.set(ticket, { actor, origin, until: clock.elapsedMs() + ttlMs });
      return { ticket, ttlMs };
    },
    isTicket: (text) => text.startsWith(prefix),
    take(ticket, origin) {
      const found = tickets.get(ticket);
      tickets.delete(ticket);
      if (found === undefined || found.until <= clock.elapsedMs() || found.origin !== origin) {
        throw new ParleyError("unauthenticated");
      }
      return found.actor;
    },
    sweep() {
      const now = clock.elapsedMs();
      // In the order of issue: the first that holds ends the search.
      for (const [ticket, { until }] of tickets) {
        if (until > now) return;
        tickets.delete(ticket);
      }
    },
  };
}
