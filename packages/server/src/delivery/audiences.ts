/**
 * The audiences of conversations that are active now. The first event of a conversation waits until its audience was
 * read; idle ones are forgotten. Invariant: an event is handed on only together with the audience that was true at its
 * `rev` (INV-15).
 */
import type { Clock } from "../engine/ports/clock.ts";
import type { CommittedEvent } from "../engine/ports/committed.ts";
import type { Audience as LoadedAudience } from "../engine/ports/store-conversations.ts";
import { Audience } from "./audience.ts";
import type { Connection } from "./connection.ts";
import type { Connections } from "./connections.ts";

export interface AudiencesParts {
  readonly clock: Clock;
  readonly connections: Connections;
  load(conversationId: number): Promise<LoadedAudience | null>;
  /** An event's turn has come: tell it to this audience. */
  deliver(event: CommittedEvent, audience: Audience): void;
}

export interface Audiences {
  handle(event: CommittedEvent): void;
  /** Calls back with the audience as it is now, loading it if need be; not at all when it cannot be read. */
  with(conversationId: number, use: (audience: Audience) => void): void;
  connected(connection: Connection): void;
  disconnected(connection: Connection): void;
  /** Forgets idle audiences, and stops waiting for events that do not come. */
  sweep(): void;
  /** Forgets everything: what it knows may have holes. */
  reset(): void;
}

/** What arrived while an audience is being read. */
interface Loading {
  readonly events: CommittedEvent[];
  readonly uses: ((audience: Audience) => void)[];
}

const idleMsMax = 5 * 60_000;
/** How long an event waits for the ones before it; then clients find the hole by `rev` themselves (SYNC-7). */
const earlyMsMax = 1_000;

export function createAudiences(parts: AudiencesParts): Audiences {
  const { clock, connections } = parts;
  const ready = new Map<number, Audience>();
  const large = new Set<Audience>();
  const loading = new Map<number, Loading>();

  function load(conversationId: number): Loading {
    const started: Loading = { events: [], uses: [] };
    loading.set(conversationId, started);
    void parts.load(conversationId).then((loaded) => finishLoading(conversationId, started, loaded));
    return started;
  }

  function finishLoading(conversationId: number, started: Loading, loaded: LoadedAudience | null): void {
    if (loading.get(conversationId) !== started) return;
    loading.delete(conversationId);
    if (loaded === null) return;
    const events = started.events.sort((a, b) => a.rev - b.rev);
    const audience = new Audience(audienceBefore(events, loaded), loaded.rev, connections, clock.elapsedMs());
    audience.rev = Math.min(loaded.rev, (events[0]?.rev ?? loaded.rev + 1) - 1);
    ready.set(conversationId, audience);
    if (audience.isLarge) large.add(audience);
    for (const event of events) advance(audience, event);
    for (const use of started.uses) use(audience);
  }

  /** Delivers the event and those that waited for it, in order. */
  function advance(audience: Audience, event: CommittedEvent): void {
    if (event.rev <= audience.rev) return;
    if (event.rev > audience.rev + 1) {
      if (audience.early.size === 0) audience.earlySince = clock.elapsedMs();
      audience.early.set(event.rev, event);
      return;
    }
    let next: CommittedEvent | undefined = event;
    while (next !== undefined) {
      deliverNow(audience, next);
      audience.early.delete(next.rev);
      next = audience.early.get(audience.rev + 1);
    }
  }

  function deliverNow(audience: Audience, event: CommittedEvent): void {
    audience.rev = event.rev;
    audience.usedAt = clock.elapsedMs();
    if (event.added !== undefined) {
      audience.join(event.added);
      if (audience.isLarge) large.add(audience);
    }
    // Whoever is removed still hears of it, and of nothing after it.
    parts.deliver(event, audience);
    if (event.removed !== undefined) audience.leave(event.removed);
  }

  function giveUpWaiting(audience: Audience): void {
    const events = [...audience.early.values()].sort((a, b) => a.rev - b.rev);
    audience.early.clear();
    for (const event of events) deliverNow(audience, event);
  }

  return {
    handle(event) {
      const audience = ready.get(event.conversationId);
      if (audience !== undefined) advance(audience, event);
      else (loading.get(event.conversationId) ?? load(event.conversationId)).events.push(event);
    },
    with(conversationId, use) {
      const audience = ready.get(conversationId);
      if (audience !== undefined) use(audience);
      else (loading.get(conversationId) ?? load(conversationId)).uses.push(use);
    },
    connected(connection) {
      for (const audience of large) audience.connected(connection);
    },
    disconnected(connection) {
      for (const audience of large) audience.disconnected(connection);
    },
    sweep() {
      const now = clock.elapsedMs();
      for (const [conversationId, audience] of ready) {
        if (audience.early.size > 0 && now - audience.earlySince > earlyMsMax) giveUpWaiting(audience);
        if (now - audience.usedAt < idleMsMax) continue;
        ready.delete(conversationId);
        large.delete(audience);
      }
    },
    reset() {
      ready.clear();
      large.clear();
      loading.clear();
    },
  };
}

/**
 * The members before the first of the events, from the members at a later `rev`: the changes in between are undone,
 * newest first. So a message sent before somebody joined does not reach them only because it waited here.
 */
function audienceBefore(events: readonly CommittedEvent[], loaded: LoadedAudience): readonly number[] {
  const changes = events.filter(
    (event) => event.rev <= loaded.rev && (event.added !== undefined || event.removed !== undefined),
  );
  if (changes.length === 0) return loaded.userIds;
  const userIds = new Set(loaded.userIds);
  for (const event of changes.reverse()) {
    for (const userId of event.added ?? []) userIds.delete(userId);
    for (const userId of event.removed ?? []) userIds.add(userId);
  }
  return [...userIds];
}
