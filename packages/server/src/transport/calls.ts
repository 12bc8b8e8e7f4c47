/**
 * The one door to the engine, for the socket, for HTTP and for dialects: rate limit, then the engine, then what only
 * this node can add to the answer (who is online). So no transport can be laxer than another (CALL-1, SEC-02).
 */
import { isMethodName, type MethodName, methods, ParleyError } from "@parley/protocol";
import type { Connection } from "../delivery/connection.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Actor } from "../engine/actor.ts";
import type { EngineCall, EngineReply } from "../engine/engine.ts";
import type { RateLimits } from "../engine/ports/rate-limits.ts";

export interface CallRequest {
  readonly actor: Actor;
  /** Where the caller is: for the limits of anonymous ones, and for the list of sessions. */
  readonly address: string;
  readonly op: string;
  readonly argsText: string;
  /** Null over HTTP. */
  readonly connection: Connection | null;
  /** See EngineCall: never from what travelled. */
  readonly passwordCharsMin?: number | undefined;
  readonly codeTtlMs?: number | undefined;
  readonly strangerMessages?: "unlimited" | undefined;
  readonly asksNoPassword?: boolean | undefined;
  readonly tellsUnknownNames?: boolean | undefined;
  answer(reply: EngineReply): void;
}

export interface Calls {
  submit(request: CallRequest): void;
  /** From now on every call is answered `unavailable`. */
  stopTaking(): void;
  /** Calls that wait for their answer. */
  readonly openCount: number;
  readonly counters: Readonly<CallCounters>;
}

export interface CallCounters {
  calls: number;
  refusals: number;
}

export interface CallsParts {
  readonly engine: { call(call: EngineCall): void };
  readonly delivery: Delivery;
  readonly rateLimits: RateLimits;
}

/** Methods whose answer this node completes; each takes the engine's result text and makes the final one. */
const liveAnswers: Partial<
  Record<MethodName, (delivery: Delivery, request: CallRequest, text: string) => string>
> = {
  "presence.watch": (delivery, { connection }, text) => {
    const { online: visible } = JSON.parse(text) as { online: number[] };
    return JSON.stringify({ online: delivery.watchPresence(connection, visible) });
  },
};

export function createCalls({ engine, delivery, rateLimits }: CallsParts): Calls {
  const counters: CallCounters = { calls: 0, refusals: 0 };
  let openCount = 0;
  let isTaking = true;

  function answerWith(request: CallRequest, reply: EngineReply): void {
    if (!reply.ok) {
      counters.refusals += 1;
      request.answer(reply);
      return;
    }
    const complete = isMethodName(request.op) ? liveAnswers[request.op] : undefined;
    request.answer(
      complete === undefined ? reply : { ok: true, text: complete(delivery, request, reply.text) },
    );
  }

  return {
    submit(request) {
      counters.calls += 1;
      const refusal = isTaking ? refusalOf(request, rateLimits) : new ParleyError("unavailable");
      if (refusal !== null) {
        answerWith(request, { ok: false, error: refusal });
        return;
      }
      // Pushes go on before the fetch begins: what is committed in between comes twice rather than never (SYNC-5).
      if (request.op === "sync.heads" && request.connection !== null) delivery.resume(request.connection);
      openCount += 1;
      engine.call({
        actor: request.actor,
        method: request.op,
        argsText: request.argsText,
        address: request.address,
        passwordCharsMin: request.passwordCharsMin,
        codeTtlMs: request.codeTtlMs,
        strangerMessages: request.strangerMessages,
        asksNoPassword: request.asksNoPassword,
        tellsUnknownNames: request.tellsUnknownNames,
        answer(reply) {
          openCount -= 1;
          answerWith(request, reply);
        },
      });
    },
    stopTaking: () => {
      isTaking = false;
    },
    get openCount() {
      return openCount;
    },
    counters,
  };
}

function refusalOf({ actor, address, op }: CallRequest, rateLimits: RateLimits): ParleyError | null {
  if (!isMethodName(op)) return new ParleyError("unknown_operation");
  // Operations for anyone, logins above all, are counted by address: accounts are too easily had (SEC-18).
  const isByUser = actor.kind === "user" && methods[op].callers !== "anyone";
  const caller = isByUser ? actor.userId : address;
  const retryAfterMs = rateLimits.take(op, caller, methods[op].rate);
  return retryAfterMs === 0 ? null : new ParleyError("rate_limited", { retryAfterMs });
}
