/**
 * One socket of the native protocol from its first frame to its close: hello, then calls within the window. State and
 * the steps of a frame; what a call does is the engine's, what is pushed is delivery's.
 */
import { closeCodes, limits, ParleyError } from "@parley/protocol";
import { type Connection, newConnection, type Socket } from "../delivery/connection.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { UserActor } from "../engine/actor.ts";
import type { EngineReply } from "../engine/engine.ts";
import type { Clock } from "../engine/ports/clock.ts";
import type { Calls } from "./calls.ts";
import { type Greet, readHello } from "./hello.ts";
import { argumentsText, errorFrame, okFrame, type ParsedCall, parseFrame } from "./native-frames.ts";

/** Unreadable frames before the socket is closed. */
const unreadableMax = 10;

export interface Session {
  readonly socket: Socket;
  readonly address: string;
  /** Until hello was accepted. */
  readonly openedAt: number;
  isGreeting: boolean;
  isClosed: boolean;
  /** Null until hello was accepted. */
  live: { readonly connection: Connection; readonly actor: UserActor } | null;
  openCalls: number;
  unreadable: number;
  /** When a whole frame or a ping's answer last came. */
  heardAt: number;
}

export interface Sessions {
  open(socket: Socket, address: string): Session;
  receive(session: Session, message: string | Uint8Array): void;
  confirm(session: Session, payload: string): void;
  close(session: Session): void;
}

export interface SessionParts {
  readonly calls: Calls;
  readonly delivery: Delivery;
  readonly clock: Clock;
  /** Checks a hello; throws what its reply says. */
  readonly greet: Greet;
  onLive(session: Session): void;
  /** Takes failures that are the program's own. */
  reportFailure(error: unknown, method: string): void;
}

export function createSessions(parts: SessionParts): Sessions {
  const { calls, clock, delivery } = parts;

  function reply(session: Session, text: string): void {
    if (session.isClosed) return;
    if (session.live === null) session.socket.send(text);
    else delivery.reply(session.live.connection, text);
  }

  function refuse(session: Session, id: number | null, error: ParleyError): void {
    reply(session, errorFrame(id, error.toWire()));
  }

  /** The frame cannot be understood at all (CON-7). */
  function unreadable(session: Session, id: number | null): void {
    refuse(session, id, new ParleyError("bad_request"));
    session.unreadable += 1;
    if (session.unreadable < unreadableMax) return;
    delivery.flush();
    session.socket.close(closeCodes.protocolViolation, "not this protocol");
  }

  async function hello(session: Session, id: number, args: unknown): Promise<void> {
    session.isGreeting = true;
    try {
      const greeting = await parts.greet(readHello(args), session.address);
      if (session.isClosed) return;
      if (delivery.connectionsOf(greeting.actor.userId) >= limits.connectionsPerUserMax) {
        throw new ParleyError("busy", { message: "Too many connections of this user." });
      }
      const connection = newConnection(session.socket, greeting.actor.userId, greeting.actor.sessionId);
      session.live = { connection, actor: greeting.actor };
      // Live before the reply is written: nothing is committed in between unseen (CON-8).
      delivery.add(connection);
      parts.onLive(session);
      reply(session, okFrame(id, greeting.resultText));
      for (const text of greeting.pushTexts) reply(session, text);
    } catch (error) {
      session.isGreeting = false;
      if (!(error instanceof ParleyError)) parts.reportFailure(error, "hello");
      const refusal = error instanceof ParleyError ? error : new ParleyError("internal");
      refuse(session, id, refusal);
      const code = closeCodeOf(refusal);
      if (code !== null) session.socket.close(code, refusal.code);
    }
  }

  function call(session: Session, parsed: ParsedCall): void {
    if (parsed.call === null) {
      unreadable(session, parsed.id);
      return;
    }
    const { id, op, args } = parsed.call;
    if (op !== "hello") submit(session, id, op, args);
    else if (session.isGreeting)
      refuse(session, id, new ParleyError("bad_request", { message: "hello was said." }));
    else void hello(session, id, args);
  }

  function submit(session: Session, id: number, op: string, args: unknown): void {
    if (session.live === null || isBusy(session)) {
      refuse(session, id, new ParleyError(session.live === null ? "unauthenticated" : "busy"));
      return;
    }
    const { actor, connection } = session.live;
    let argsText: string;
    try {
      argsText = argumentsText(args);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      refuse(session, id, error);
      return;
    }
    session.openCalls += 1;
    const answer = (result: EngineReply) => {
      session.openCalls -= 1;
      reply(session, result.ok ? okFrame(id, result.text) : errorFrame(id, result.error.toWire()));
    };
    calls.submit({ actor, address: session.address, op, argsText, connection, answer });
  }

  return {
    open: (socket, address) => ({
      socket,
      address,
      openedAt: clock.elapsedMs(),
      isGreeting: false,
      isClosed: false,
      live: null,
      openCalls: 0,
      unreadable: 0,
      heardAt: clock.elapsedMs(),
    }),
    receive(session, message) {
      session.heardAt = clock.elapsedMs();
      if (session.live === null && Buffer.byteLength(message) > limits.helloFrameBytesMax) {
        session.socket.close(1009, "too big before hello");
        return;
      }
      const frame = typeof message === "string" ? parseFrame(message) : { kind: "unreadable" as const };
      if (frame.kind === "unreadable") unreadable(session, null);
      else for (const parsed of frame.calls) if (!session.isClosed) call(session, parsed);
    },
    confirm(session, payload) {
      session.heardAt = clock.elapsedMs();
      if (session.live !== null) delivery.confirm(session.live.connection, payload);
    },
    close(session) {
      session.isClosed = true;
      if (session.live !== null) delivery.remove(session.live.connection);
    },
  };
}

/** Too many calls wait for their reply, or too many replies for their reader (CON-6). */
function isBusy(session: Session): boolean {
  return (
    session.openCalls >= limits.callsInFlightMax ||
    session.socket.bufferedBytes() > limits.replyBufferedBytesMax
  );
}

/** With which code a refused hello ends the socket; null leaves it open for another try. */
function closeCodeOf(error: ParleyError): number | null {
  switch (error.code) {
    case "token_expired":
      return closeCodes.tokenExpired;
    case "unauthenticated":
      return closeCodes.tokenInvalid;
    case "version_unsupported":
      return closeCodes.versionUnsupported;
    case "busy":
      return closeCodes.tooManySockets;
    default:
      return null;
  }
}
