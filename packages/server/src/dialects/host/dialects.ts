/**
 * The host of the dialects: which are spoken, what is theirs of what comes in, and what all of them share. Owns the
 * lanes. Invariant: no dialect reaches the engine but through the one door, and none is missed when it is deleted.
 */
import { ParleyError } from "@parley/protocol";
import type { CommittedBatch } from "../../engine/ports/committed.ts";
import type { DialectDefinition, SocketRoute } from "../dialect.ts";
import { dialectOptionName } from "../names.ts";
import { type Changed, changesOf } from "./changes.ts";
import { createKnownPeople } from "./known-people.ts";
import { answer, createLane, type Lane, type LaneParts } from "./lane.ts";
import type { OpenPeer, PeerSocket } from "./open-peer.ts";
import { createRequest } from "./request.ts";
import { ticketRoute } from "./ticket-route.ts";
import type { Tickets } from "./tickets.ts";

/** A socket that may open. */
export interface Opening {
  readonly protocol: string | undefined;
  open(socket: PeerSocket): OpenPeer;
  /** What the handshake is answered where it cannot be. */
  refusal(error: ParleyError): Response;
}

export interface Incoming {
  readonly request: Request;
  readonly url: URL;
  readonly address: string;
  /** Why the page that asks may not, or null. */
  originRefusal(): ParleyError | null;
  /** Whether a page of the server's own asks, as far as its headers say. */
  isOwnPage(): boolean;
  /** For a page of a listed origin: what lets it read the answer. */
  corsHeaders(): Readonly<Record<string, string>>;
  /** The name of the dialect whose own port it is; null on the main one. */
  readonly only: string | null;
}

export interface Dialects {
  /** Null when it is no dialect's. */
  handle(incoming: Incoming): Promise<Response | Opening> | null;
  /** The answer of the dialect whose own port it is to an address that is nobody's; null where it has none. */
  unknownAddress(only: string): Response | null;
  readonly ports: readonly { readonly dialect: string; readonly port: number }[];
  readonly socketCount: number;
  /** Before delivery hears of it. */
  noteChanges(batch: CommittedBatch): void;
  sweep(): void;
  flush(): void;
  /** Writes down what was taken. */
  stop(): Promise<void>;
}

export interface DialectsParts extends Omit<LaneParts, "dialectsOf" | "onChanged" | "people" | "spoken"> {
  readonly definitions: readonly DialectDefinition[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly tickets: Tickets;
  readonly pendingPerAddressMax: number;
}

export function createDialects(parts: DialectsParts): Dialects {
  const isRootFree = parts.config.webPath !== "/";
  const listeners: ((changed: Changed) => void)[] = [];
  const onChanged: LaneParts["onChanged"] = (listener) => listeners.push(listener);
  const laneParts: LaneParts = {
    ...parts,
    onChanged,
    people: createKnownPeople(parts.clock, parts.call, onChanged),
    spoken: parts.definitions.map(({ name }) => name),
    dialectsOf: (userId) =>
      lanes.filter(({ peers }) => peers.ofUser(userId).length > 0).map(({ name }) => name),
  };
  const lanes: readonly Lane[] = parts.definitions.map((definition) =>
    createLane(laneParts, definition, optionsOf(definition, parts.config)),
  );
  const tickets = ticketRoute(parts.tickets, parts.authentication);

  function socketOf(lane: Lane, incoming: Incoming): SocketRoute | undefined {
    return incoming.request.headers.get("upgrade")?.toLowerCase() === "websocket"
      ? lane.socketRoute(incoming.url.pathname)
      : undefined;
  }

  async function upgrade(lane: Lane, route: SocketRoute, incoming: Incoming): Promise<Response | Opening> {
    const { address } = incoming;
    const asked = createRequest(incoming, route.path, {}, lane.dialect.forms);
    try {
      const originRefusal = incoming.originRefusal();
      if (originRefusal !== null) throw originRefusal;
      if (lane.peers.pendingOf(address) >= parts.pendingPerAddressMax) {
        throw new ParleyError("rate_limited", { retryAfterMs: 1_000 });
      }
      const accepted = await route.accept(asked);
      if (accepted instanceof Response) return accepted;
      return {
        protocol: accepted.protocol,
        open: (socket) => lane.open(route, accepted, socket, address),
        refusal: (error) => lane.dialect.refusal(error, asked),
      };
    } catch (error) {
      if (!(error instanceof ParleyError)) parts.report(error, `${lane.name} ${route.path}`);
      return lane.dialect.refusal(error instanceof ParleyError ? error : new ParleyError("internal"), asked);
    }
  }

  function handle(incoming: Incoming): Promise<Response | Opening> | null {
    const { only, request, url } = incoming;
    if (lanes.length > 0 && url.pathname === tickets.path) return tickets.handle(incoming);
    for (const lane of lanes) {
      if (only !== null && lane.name !== only) continue;
      const socket = socketOf(lane, incoming);
      if (socket !== undefined) return upgrade(lane, socket, incoming);
      const found = lane.router.find(request.method, url.pathname);
      if (only !== null && isAnyPreflight(lane, incoming)) return Promise.resolve(preflight(lane, incoming));
      if (found === null || (found.route?.isFirstPage === true && only === null && !isRootFree)) continue;
      if (found.route !== null) return answerFound(lane, found, incoming);
      if (request.method === "OPTIONS") return Promise.resolve(preflight(lane, incoming));
    }
    return null;
  }

  async function answerFound(
    lane: Lane,
    found: Exclude<ReturnType<Lane["router"]["find"]>, { readonly route: null } | null>,
    incoming: Incoming,
  ): Promise<Response> {
    const originRefusal = incoming.originRefusal();
    const asked = createRequest(incoming, found.route.path, found.parameters, lane.dialect.forms);
    const response =
      originRefusal === null
        ? await answer(lane, found.route, asked, parts.report)
        : lane.dialect.refusal(originRefusal, asked);
    return withHeaders(response, headersFor(lane, incoming));
  }

  return {
    handle,
    unknownAddress: (only) => lanes.find(({ name }) => name === only)?.dialect.unknownAddress?.() ?? null,
    ports: lanes.flatMap(({ name, port }) => (port === 0 ? [] : [{ dialect: name, port }])),
    get socketCount() {
      return lanes.reduce((count, { peers }) => count + peers.size, 0);
    },
    noteChanges(batch) {
      if (listeners.length === 0) return;
      changesOf(batch, (changed) => {
        for (const listener of listeners) listener(changed);
      });
    },
    sweep() {
      for (const lane of lanes) lane.sweep();
      parts.tickets.sweep();
    },
    flush() {
      for (const lane of lanes) lane.flush();
    },
    stop: parts.positions.flush,
  };
}

/** The dialect's own values, by its own names. */
export function optionsOf(
  { name, options }: DialectDefinition,
  config: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    ["port", ...Object.keys(options)].map((option) => [option, config[dialectOptionName(name, option)]]),
  );
}

function preflight(lane: Lane, incoming: Incoming): Response {
  return new Response(null, { status: 204, headers: headersFor(lane, incoming) });
}

/** On a port of its own a contract that speaks to pages answers for every path. */
function isAnyPreflight({ dialect }: Lane, { request }: Incoming): boolean {
  return request.method === "OPTIONS" && dialect.cors !== undefined;
}

/** For pages of origins that may call alone (SEC-26); what a dialect's clients send besides is the dialect's to say. */
function headersFor({ dialect }: Lane, incoming: Incoming): Record<string, string> {
  const origin = incoming.request.headers.get("origin");
  if (dialect.cors === undefined || origin === null || incoming.originRefusal() !== null) {
    return { ...incoming.corsHeaders() };
  }
  return {
    ...incoming.corsHeaders(),
    "access-control-allow-origin": origin,
    "access-control-allow-headers": ["authorization", "content-type", ...dialect.cors.headers].join(", "),
    "access-control-allow-methods": dialect.cors.methods.join(", "),
    "access-control-allow-credentials": "true",
    vary: "origin",
  };
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
