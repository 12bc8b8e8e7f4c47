/**
 * One dialect as it runs: its routes, its open sockets, and what the host does for it. Owns the peers; the dialect owns
 * what they say.
 */
import { limits, ParleyError, type SignedIn } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { Clock } from "../../engine/ports/clock.ts";
import type { Acceptance, Dialect, DialectDefinition, DialectHost, Route, SocketRoute } from "../dialect.ts";
import type { Authentication } from "./authentication.ts";
import { createCache } from "./cache.ts";
import { catchUp } from "./catch-up.ts";
import type { KnownPeople } from "./known-people.ts";
import { Ledger } from "./ledger.ts";
import { OpenPeer, type PeerParts, type PeerSocket } from "./open-peer.ts";
import { createPeerOutbox } from "./outbox.ts";
import { createPeers, type Peers } from "./peers.ts";
import type { AskEngine, PositionKeeper } from "./position-keeper.ts";
import type { createRequest } from "./request.ts";
import { createRouter, type Router } from "./router.ts";
import { createEventSharing } from "./shared-event.ts";
import { createShownPictures } from "./shown-pictures.ts";

/** What the lanes of all dialects share. */
export interface LaneParts {
  readonly clock: Clock;
  readonly call: DialectHost["call"];
  readonly authentication: Authentication;
  readonly positions: PositionKeeper;
  readonly ask: AskEngine;
  readonly people: KnownPeople;
  readonly onChanged: DialectHost["onChanged"];
  readonly spoken: DialectHost["spoken"];
  readonly dialectsOf: DialectHost["dialectsOf"];
  readonly publish: DialectHost["publish"];
  readonly uploads: DialectHost["uploads"];
  readonly delivery: {
    add(connection: PeerConnection): void;
    remove(connection: PeerConnection): void;
    connectionsOf(userId: number): number;
  };
  /** Of a token that has just been given. */
  authenticateNative(token: string, address: string): Promise<UserActor>;
  isEnded(sessionId: string): boolean;
  noteActivity(userId: number): void;
  newId(): string;
  report(error: unknown, what: string): void;
}

type PeerConnection = Parameters<PeerParts["enter"]>[1];

export interface Lane {
  readonly name: string;
  readonly port: number;
  readonly dialect: Dialect;
  readonly router: Router;
  readonly peers: Peers;
  socketRoute(path: string): SocketRoute | undefined;
  open(route: SocketRoute, acceptance: Acceptance, socket: PeerSocket, address: string): OpenPeer;
  sweep(): void;
  flush(): void;
}

export function createLane(
  parts: LaneParts,
  definition: DialectDefinition,
  options: Readonly<Record<string, unknown>> & { readonly port?: unknown },
): Lane {
  const { clock, positions } = parts;
  const peers = createPeers(clock);
  const outbox = createPeerOutbox();
  const peerParts = createPeerParts(parts, definition.name, peers, outbox.schedule);
  const dialect = definition.create(createHost(parts, definition.name, peers), options as never);
  const sockets = new Map(dialect.sockets.map((route) => [route.path, route]));
  return {
    name: definition.name,
    port: Number(options.port ?? 0),
    dialect,
    router: createRouter(dialect.routes),
    peers,
    socketRoute: (path) => sockets.get(path),
    open(route, acceptance, socket, address) {
      const peer = new OpenPeer(peerParts, route, socket, address);
      peers.opened(peer);
      peer.handler = acceptance.open(peer);
      return peer;
    },
    sweep() {
      peers.sweep();
      positions.sweep();
    },
    flush: outbox.flush,
  };
}

function createPeerParts(
  parts: LaneParts,
  name: string,
  peers: Peers,
  schedule: (peer: OpenPeer) => void,
): PeerParts {
  const { clock, delivery, positions, report } = parts;
  return {
    share: createEventSharing(),
    schedule,
    enter(peer, connection) {
      const { sessionId, userId } = connection;
      if (parts.isEnded(sessionId) || delivery.connectionsOf(userId) >= limits.connectionsPerUserMax) {
        return false;
      }
      delivery.add(connection);
      peers.entered(peer);
      parts.noteActivity(userId);
      return true;
    },
    leave(peer) {
      if (peer.connection !== null) delivery.remove(peer.connection);
      peers.closed(peer);
      // What it took is written before it can come back.
      if (peer.user !== null) void positions.flush();
    },
    newLedger: (userId) => new Ledger(userId, name, positions),
    catchUp: (peer, ledger) => catchUp({ dialect: name, positions, call: parts.call }, peer, ledger),
    now: clock.elapsedMs,
    time: clock.now,
    newId: parts.newId,
    report,
  };
}

function createHost(parts: LaneParts, name: string, peers: Peers): DialectHost {
  const { ask, authentication, clock, positions } = parts;

  /** Who has just been made here has missed nothing yet, and from now on everything. */
  async function begin({ accessToken }: SignedIn, address: string): Promise<void> {
    try {
      const actor = await parts.authenticateNative(accessToken, address);
      const { cursor: mark } = await parts.call({ actor, address }, "sync.heads", {});
      positions.marked({ userId: actor.userId, consumer: name, mark });
    } catch (error) {
      // The account is there all the same; it begins as those made elsewhere do.
      parts.report(error, "first position");
    }
  }

  return {
    clock,
    newId: parts.newId,
    async call(caller, method, args, rule) {
      const result = await parts.call(caller, method, args, rule);
      if (method === "account.register" || method === "guest.create") {
        await begin(result as SignedIn, caller.address);
      }
      return result;
    },
    async audit(act) {
      await ask({ kind: "audit", targetKind: "dialect", ...act });
    },
    shownPictures: createShownPictures(clock, parts.call),
    authenticate: authentication.authenticate,
    authenticateUrl: authentication.authenticateUrl,
    actorOf: ({ accessToken }) => parts.authenticateNative(accessToken, ""),
    issueToken: authentication.issueToken,
    externalIds: {
      find: (namespace, external) => ask({ kind: "externalId", namespace, external }),
      nameOf: (namespace, id) => ask({ kind: "externalName", namespace, id }),
      keep: (namespace, external, id) => ask({ kind: "keepExternalId", namespace, external, id }),
      number: (namespace, external) => ask({ kind: "externalNumber", namespace, external }),
    },
    ...parts.people,
    peersOf: peers.ofUser,
    peers: peers.all,
    spoken: parts.spoken,
    dialectsOf: parts.dialectsOf,
    isOnline: (userId) => parts.delivery.connectionsOf(userId) > 0,
    cache: (bounds) => createCache(clock, bounds),
    onChanged: parts.onChanged,
    publish: parts.publish,
    uploads: parts.uploads,
    report: parts.report,
  };
}

/** Answers a request of a route, whatever becomes of it. */
export async function answer(
  lane: Lane,
  route: Route,
  request: ReturnType<typeof createRequest>,
  report: LaneParts["report"],
): Promise<Response> {
  try {
    return await route.handle(request);
  } catch (error) {
    if (!(error instanceof ParleyError)) report(error, `${lane.name} ${route.path}`);
    const refusal = error instanceof ParleyError ? error : new ParleyError("internal");
    return lane.dialect.refusal(refusal, request);
  }
}
