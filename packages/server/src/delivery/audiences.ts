/**
 * The audiences of conversations that are active now. The first event of a conversation waits until its audience was
 * read; idle ones are forgotten. Invariant: an event is handed on only together with the audience that was true at its
 * `rev` (INV-15).
 */
import type { Clock } from "../engine/ports/clock.ts";
import type { CommittedEvent } from "../engine/ports/committed.ts";
import type { Audience as LoadedAudience } from "../engine/ports/store-conversations.ts";
import { Audience, type WaitingEvent } from "./audience.ts";
import type { Connection } from "./connection.ts";
import type { Connections } from "./connections.ts";

export interface AudiencesParts {
  readonly clock: Clock;
  readonly connections: Connections;
  load(conversationId: number): Promise<LoadedAudience | null>;
  /** An event's turn has come: tell it to those of this audience who were connected when it came. */
  deliver(waiting: WaitingEvent, audience: Audience): void;
  /** Something that waited cannot be told to anybody: clients are to look for themselves. */
  onLoss(): void;
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
  /** By `rev`. */
  readonly events: Map<number, WaitingEvent>;
  readonly uses: ((audience: Audience) => void)[];
  /** What was read, while events up to its `rev` are still on their way; and since when they are waited for. */
  loaded: LoadedAudience | null;
  loadedSince: number;
}

const idleMsMax = 5 * 60_000;
/** How long an event waits for the ones before it. */
const earlyMsMax = 1_000;

export function createAudiences(parts: AudiencesParts): Audiences {
  const { clock, connections } = parts;
  const ready = new Map<number, Audience>();
  const large = new Set<Audience>();
  const loading = new Map<number, Loading>();

  function load(conversationId: number): Loading {
    const started: Loading = { events: new Map(), uses: [], loaded: null, loadedSince: 0 };
    loading.set(conversationId, started);
    void parts.load(conversationId).then((loaded) => {
      if (loading.get(conversationId) !== started) return;
      started.loaded = loaded;
      started.loadedSince = clock.elapsedMs();
      if (loaded === null) {
        loading.delete(conversationId);
        parts.onLoss();
      } else if (isUnbroken(started.events, loaded.rev)) {
        finishLoading(conversationId, started, loaded);
      }
    });
    return started;
  }

  /** An event of an audience that is being read; it may be the last one that was waited for. */
  function addToLoading(started: Loading, waiting: WaitingEvent): void {
    const { event } = waiting;
    started.events.set(event.rev, waiting);
    const { loaded } = started;
    if (loaded === null || event.rev > loaded.rev || !isUnbroken(started.events, loaded.rev)) return;
    finishLoading(event.conversationId, started, loaded);
  }

  /** Tells the events whose audience is known: those before a hole have one that nobody can say any more. */
  function finishLoading(conversationId: number, started: Loading, loaded: LoadedAudience): void {
    loading.delete(conversationId);
    const first = firstOfRun(started.events, loaded.rev);
    const events = [...started.events.values()]
      .filter(({ event }) => event.rev >= first)
      .sort((a, b) => a.event.rev - b.event.rev);
    const userIds = audienceBefore(events, loaded);
    const audience = new Audience(userIds, first - 1, connections, clock.elapsedMs());
    ready.set(conversationId, audience);
    if (audience.isLarge) large.add(audience);
    for (const waiting of events) advance(audience, waiting);
    for (const use of started.uses) use(audience);
    if (events.length < started.events.size) parts.onLoss();
  }

  function handle(waiting: WaitingEvent): void {
    const { conversationId, rev } = waiting.event;
    const audience = ready.get(conversationId);
    if (audience === undefined) {
      addToLoading(loading.get(conversationId) ?? load(conversationId), waiting);
    } else if (rev <= audience.rev && !audience.hasDelivered) {
      // It was read for a signal while this event was on its way: it is later than the event's own.
      forget(conversationId, audience);
      handle(waiting);
    } else {
      advance(audience, waiting);
    }
  }

  function forget(conversationId: number, audience: Audience): void {
    ready.delete(conversationId);
    large.delete(audience);
  }

  /** Delivers the event and those that waited for it, in order. */
  function advance(audience: Audience, waiting: WaitingEvent): void {
    const { rev } = waiting.event;
    if (rev <= audience.rev) return;
    if (rev > audience.rev + 1) {
      if (audience.early.size === 0) audience.earlySince = clock.elapsedMs();
      audience.early.set(rev, waiting);
      return;
    }
    let next: WaitingEvent | undefined = waiting;
    while (next !== undefined) {
      deliverNow(audience, next);
      audience.early.delete(next.event.rev);
      next = audience.early.get(audience.rev + 1);
    }
  }

  function deliverNow(audience: Audience, waiting: WaitingEvent): void {
    const { event } = waiting;
    audience.rev = event.rev;
    audience.hasDelivered = true;
    audience.usedAt = clock.elapsedMs();
    if (event.added !== undefined) {
      audience.join(event.added);
      if (audience.isLarge) large.add(audience);
    }
    // Whoever is removed still hears of it, and of nothing after it.
    parts.deliver(waiting, audience);
    if (event.removed !== undefined) audience.leave(event.removed);
  }

  /** One that never came may have removed somebody: the audience is read anew, and clients find the hole (SYNC-7). */
  function giveUpWaiting(conversationId: number, audience: Audience): void {
    forget(conversationId, audience);
    for (const waiting of audience.early.values()) handle(waiting);
  }

  return {
    handle: (event) => handle({ event, newestConnection: connections.newest }),
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
      for (const [conversationId, started] of loading) {
        const { loaded, loadedSince } = started;
        if (loaded !== null && now - loadedSince > earlyMsMax) finishLoading(conversationId, started, loaded);
      }
      for (const [conversationId, audience] of ready) {
        if (audience.early.size > 0) {
          if (now - audience.earlySince > earlyMsMax) giveUpWaiting(conversationId, audience);
        } else if (now - audience.usedAt >= idleMsMax) {
          forget(conversationId, audience);
        }
      }
    },
    reset() {
      ready.clear();
      large.clear();
      loading.clear();
    },
  };
}

/** The first of the events that follow each other without a hole up to `rev`; the one after it when there are none. */
function firstOfRun(events: ReadonlyMap<number, WaitingEvent>, rev: number): number {
  let first = rev + 1;
  while (events.has(first - 1)) first -= 1;
  return first;
}

/** Whether no event is missing between the first one that came and `rev`. */
function isUnbroken(events: ReadonlyMap<number, WaitingEvent>, rev: number): boolean {
  const first = firstOfRun(events, rev);
  for (const known of events.keys()) if (known < first) return false;
  return true;
}

/**
 * The members before the first of the events, from the members at a later `rev`: the changes in between are undone,
 * newest first. So a message sent before somebody joined does not reach them only because it waited here.
 */
function audienceBefore(waiting: readonly WaitingEvent[], loaded: LoadedAudience): readonly number[] {
  const events = waiting.map(({ event }) => event);
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
