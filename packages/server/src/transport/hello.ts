/** The first call of a socket: proves who is there and answers what a client needs to begin (CON-2, CON-4). */
import {
  assertPlainJson,
  type HelloParams,
  type HelloResult,
  helloParams,
  limits,
  ParleyError,
  protocolVersion,
  type ResultOf,
  scopesAllow,
} from "@parley/protocol";
import { Compile } from "typebox/compile";
import type { UserActor } from "../engine/actor.ts";
import type { EngineCall, EngineReply } from "../engine/engine.ts";
import type { Clock } from "../engine/ports/clock.ts";
import { guestHintText } from "./guest-hint.ts";

const validator = Compile(helloParams);

export interface Greeting {
  readonly actor: UserActor;
  /** `HelloResult` as JSON text. */
  readonly resultText: string;
  /** What the connection is told right after the reply, as JSON texts. */
  readonly pushTexts: readonly string[];
}

/** The address is that of the caller. @throws what the reply to hello says */
export type Greet = (hello: HelloParams, address: string) => Promise<Greeting>;

export interface GreeterParts {
  readonly engine: { call(call: EngineCall): void };
  readonly clock: Clock;
  readonly epoch: string;
  /** @throws unauthenticated, token_expired */
  authenticate(token: string, address: string): Promise<UserActor>;
  isEnded(sessionId: string): boolean;
  /** Somebody was let in. */
  noteActivity(userId: number): void;
}

/** @throws invalid_arguments */
export function readHello(args: unknown): HelloParams {
  assertPlainJson(args);
  if (validator.Check(args)) return args;
  const [first] = validator.Errors(args);
  throw new ParleyError("invalid_arguments", { details: { path: first?.instancePath || "/" } });
}

export function createGreeter(parts: GreeterParts): Greet {
  return async (hello, address) => {
    if (hello.protocol !== protocolVersion) {
      throw new ParleyError("version_unsupported", { details: { protocolVersion } });
    }
    const actor = await parts.authenticate(hello.token, address);
    // A socket shows everything its user sees.
    if (actor.scopes !== undefined && !scopesAllow(actor.scopes, "sync.heads"))
      throw new ParleyError("forbidden");
    const { kind, userId, role, sessionId } = actor;
    const reply = await new Promise<EngineReply>((answer) => {
      // Not the caller's own call: a key needs no scope for it.
      parts.engine.call({
        actor: { kind, userId, role, sessionId },
        method: "account.me",
        argsText: "{}",
        address: "",
        answer,
      });
    });
    if (!reply.ok) {
      // The account behind the token is gone or disabled.
      throw reply.error.code === "not_found" ? new ParleyError("unauthenticated") : reply.error;
    }
    // The session may have ended while its user was read.
    if (parts.isEnded(actor.sessionId)) throw new ParleyError("unauthenticated");
    parts.noteActivity(actor.userId);
    const rest: Omit<HelloResult, "user"> = {
      window: limits.callsInFlightMax,
      epoch: parts.epoch,
      serverTime: parts.clock.now(),
    };
    return {
      actor,
      resultText: `${userPart(reply.text)},${JSON.stringify(rest).slice(1)}`,
      pushTexts: actor.role === "guest" ? [hintFor(reply.text)] : [],
    };
  };
}

/** Of the result of `account.me`: `{"user":...`. Inside of texts a quotation mark is escaped, so this is the key. */
function userPart(me: string): string {
  return me.slice(0, me.indexOf(',"account":'));
}

/** `me` is the result of `account.me`. */
function hintFor(me: string): string {
  const { account } = JSON.parse(me) as ResultOf<"account.me">;
  return guestHintText(account.language ?? undefined);
}
