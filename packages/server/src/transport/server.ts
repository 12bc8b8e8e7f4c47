/**
 * The HTTP and WebSocket server of this node: one port for calls, sockets, pages and the web client. Owns the sockets;
 * nothing here waits for a disk. Invariant: no path reaches the engine but through `calls`.
 */
import { limits, ParleyError } from "@parley/protocol";
import type { Server, WebSocketHandler } from "bun";
import type { Config } from "../config/options.ts";
import type { Dialects, Incoming, Opening } from "../dialects/host/dialects.ts";
import type { OpenPeer } from "../dialects/host/open-peer.ts";
import type { Clock } from "../engine/ports/clock.ts";
import { errorFields, type Log } from "../observe/log.ts";
import { clientAddress } from "./address.ts";
import { BunSocket } from "./bun-socket.ts";
import { errorResponse, type HttpCalls } from "./http-calls.ts";
import type { MediaFiles } from "./media-files.ts";
import type { MediaUploads } from "./media-uploads.ts";
import { createOriginPolicy } from "./origin.ts";
import type { Pages } from "./pages.ts";
import { createPendingSockets, type PendingSockets } from "./pending-sockets.ts";
import type { Session, Sessions } from "./session.ts";
import { createSilentSocketSweep } from "./silent-sockets.ts";
import type { StaticFiles } from "./static-files.ts";

export interface TransportParts {
  readonly mediaUploads: MediaUploads;
  readonly mediaFiles: MediaFiles;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly httpCalls: HttpCalls;
  readonly pages: Pages;
  readonly staticFiles: StaticFiles;
  readonly dialects: Dialects;
  /** Makes the sessions, given what to do when one goes live. */
  createSessions(onLive: (session: Session) => void): Sessions;
}

export interface Transport {
  readonly url: URL;
  readonly socketCount: number;
  sweep(): void;
  /** Takes no more connections; those that are open go on. */
  stopListening(): void;
  /** Ends everything. */
  close(): Promise<void>;
}

/** Native, per socket: pings at half of it, closes at all of it (CON-12). */
const idleTimeoutSeconds = 120;

/**
 * Where Bun itself gives a socket up. Far above the 64 KB at which delivery stops feeding it, for the one frame that
 * may be on its way then.
 */
const backpressureBytesMax = 1024 * 1024;

/** How long nothing may happen on the connection of an upload. */
const uploadIdleSeconds = 120;

/** A form is a little larger than its file. */
function bodyBytesMax(config: Config): number {
  const { fileBytesMax, imageBytesMax, videoBytesMax, voiceBytesMax } = config;
  return Math.max(fileBytesMax, imageBytesMax, videoBytesMax, voiceBytesMax) + 1024 * 1024;
}

interface SocketState {
  readonly address: string;
  session: Session | null;
  /** Of a dialect's socket in place of a session: how it opens, and then what it is. */
  opening: Opening | null;
  peer: OpenPeer | null;
}

export function startTransport(parts: TransportParts): Transport {
  const { config, clock } = parts;
  const pending = createPendingSockets(clock, config.pendingSocketsPerAddressMax);
  const open = new Set<Session>();
  const sessions = parts.createSessions(pending.remove);
  const sweepSilent = createSilentSocketSweep(clock, open);
  const websocket = createSocketHandler(sessions, open, pending);
  const serve = (port: number, only: string | null) =>
    Bun.serve<SocketState>({
      hostname: config.host,
      port,
      // Nothing is read before somebody asks for it; each route checks its own limit while reading.
      maxRequestBodySize: bodyBytesMax(config),
      fetch: createFetch(parts, pending, () => open.size + parts.dialects.socketCount, only),
      error(error) {
        parts.log.error("request failed", errorFields(error));
        return errorResponse(new ParleyError("internal"));
      },
      websocket,
    });
  const server = serve(config.port, null);
  const servers = [server, ...parts.dialects.ports.map(({ dialect, port }) => serve(port, dialect))];
  return {
    url: server.url,
    get socketCount() {
      return open.size + parts.dialects.socketCount;
    },
    sweep() {
      pending.sweep();
      sweepSilent();
    },
    stopListening() {
      for (const each of servers) void each.stop(false);
    },
    async close() {
      await Promise.all(servers.map((each) => each.stop(true)));
    },
  };
}

/** Sockets of sessions, and of dialects' peers. */
function createSocketHandler(
  sessions: Sessions,
  open: Set<Session>,
  pending: PendingSockets,
): WebSocketHandler<SocketState> {
  return {
    maxPayloadLength: limits.frameBytesMax,
    idleTimeout: idleTimeoutSeconds,
    sendPings: true,
    backpressureLimit: backpressureBytesMax,
    closeOnBackpressureLimit: true,
    perMessageDeflate: false,
    open(ws) {
      if (ws.data.opening !== null) {
        ws.data.peer = ws.data.opening.open(new BunSocket(ws));
        // An idle socket keeps nothing of its handshake.
        ws.data.opening = null;
        return;
      }
      const session = sessions.open(new BunSocket(ws), ws.data.address);
      ws.data.session = session;
      open.add(session);
      pending.add(session);
    },
    message(ws, message) {
      if (ws.data.session !== null) sessions.receive(ws.data.session, message);
      else ws.data.peer?.receive(message);
    },
    pong(ws, payload) {
      if (ws.data.session !== null) sessions.confirm(ws.data.session, payload.toString());
      else ws.data.peer?.pong(payload.toString());
    },
    drain(ws) {
      ws.data.peer?.drained();
    },
    close(ws) {
      ws.data.peer?.closed();
      if (ws.data.session === null) return;
      open.delete(ws.data.session);
      pending.remove(ws.data.session);
      sessions.close(ws.data.session);
    },
  };
}

function createFetch(
  parts: TransportParts,
  pending: PendingSockets,
  socketCount: () => number,
  only: string | null,
): (request: Request, server: Server<SocketState>) => Promise<Response | undefined> {
  const { config, dialects, httpCalls, mediaFiles, mediaUploads, pages, staticFiles } = parts;
  const origins = createOriginPolicy(config.allowedOrigins, parts.log);

  function upgrade(request: Request, server: Server<SocketState>, address: string): Response | undefined {
    const refusal = origins.refusal(request);
    if (refusal !== null) return errorResponse(refusal);
    if (!pending.mayOpen(address)) {
      return errorResponse(new ParleyError("rate_limited", { retryAfterMs: 1_000 }));
    }
    if (socketCount() >= config.connectionsMax) {
      return errorResponse(new ParleyError("busy", { retryAfterMs: 5_000 }));
    }
    const data = { address, session: null, opening: null, peer: null };
    if (server.upgrade(request, { data })) return undefined;
    return errorResponse(new ParleyError("bad_request", { message: "This is a WebSocket address." }));
  }

  async function callOverHttp(
    request: Request,
    server: Server<SocketState>,
    operation: string,
    address: string,
  ): Promise<Response> {
    const refusal = origins.refusal(request);
    if (refusal !== null) return errorResponse(refusal);
    const cors = origins.corsHeaders(request);
    const isUpload = operation === "media" || operation.startsWith("media/");
    if (request.method === "OPTIONS" && !isUpload) return new Response(null, { status: 204, headers: cors });
    // The time it takes to look into a large file.
    if (isUpload) server.timeout(request, uploadIdleSeconds);
    const response = isUpload
      ? await mediaUploads.handle(request, operation, address, cors)
      : await httpCalls.handle(request, operation, address);
    for (const [name, value] of Object.entries(cors)) {
      // An upload says more about itself.
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  }

  async function answerDialect(
    request: Request,
    server: Server<SocketState>,
    handled: Promise<Response | Opening>,
    address: string,
  ): Promise<Response | undefined> {
    const answer = await handled;
    if (answer instanceof Response) return answer;
    if (socketCount() >= config.connectionsMax) return answer.refusal(new ParleyError("busy"));
    const { protocol } = answer;
    const headers = protocol === undefined ? {} : { "sec-websocket-protocol": protocol };
    const data = { address, session: null, opening: answer, peer: null };
    return server.upgrade(request, { data, headers })
      ? undefined
      : answer.refusal(new ParleyError("bad_request"));
  }

  return async (request, server) => {
    const url = new URL(request.url);
    const { pathname } = url;
    const socketAddress = server.requestIP(request)?.address ?? "";
    const address = clientAddress(request.headers, socketAddress, config.trustedProxyHops);
    const incoming: Incoming = {
      ...{ request, url, address, only },
      originRefusal: () => origins.refusal(request),
      isOwnPage: () => origins.isOwnPage(request),
      corsHeaders: () => origins.corsHeaders(request),
    };
    const handled = dialects.handle(incoming);
    if (handled !== null) return answerDialect(request, server, handled, address);
    const media = await mediaFiles.handle(request, url, address, origins.corsHeaders(request));
    if (media !== null) return media;
    if (only !== null) return dialects.unknownAddress(only) ?? new Response("not found\n", { status: 404 });
    if (pathname === "/v1/connect") return upgrade(request, server, address);
    if (pathname.startsWith("/v1/"))
      return callOverHttp(request, server, pathname.slice("/v1/".length), address);
    const page = await pages.handle(request, pathname, socketAddress);
    if (page !== null) return page;
    const file = origins.unknownAddress(request) ?? (await staticFiles.handle(request, pathname));
    return file ?? new Response("not found\n", { status: 404 });
  };
}
