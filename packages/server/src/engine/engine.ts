/**
 * The engine: every call of every transport, HTTP route and dialect passes through `call`, which checks who may call
 * and what was given, runs the operation, and hands out the answer after the commit. It owns the order of changes;
 * it knows no socket and no wire format. Invariant: nothing is answered or told before it is committed.
 */
import { isMethodName, type MethodName, methods, ParleyError, scopesAllow } from "@parley/protocol";
import type { Actor } from "./actor.ts";
import { checkArguments } from "./arguments.ts";
import { type CallTurns, createCallTurns } from "./call-turns.ts";
import { encodeResult } from "./encoded-result.ts";
import { createGroupCommit, type GroupCommit } from "./group-commit.ts";
import type { AppendOperation, Ports, ReadOperation, WriteContext, WriteOperation } from "./operation.ts";
import { operations } from "./operations.ts";
import type { CommittedBatch, Signal } from "./ports/committed.ts";
import type { Mail } from "./ports/mail.ts";
import type { Store, Transaction } from "./ports/store.ts";

/** One call on its way in. `argsText` is the JSON text of the arguments. */
export interface EngineCall {
  readonly actor: Actor;
  readonly method: string;
  readonly argsText: string;
  /** Where the caller is, as far as known: kept with sessions, and counted where nobody is signed in. Empty inside. */
  readonly address: string;
  /**
   * Of new passwords in this call, in place of our own rules: given by a door that keeps the rules of another system
   * (DIA-6). Nothing that travels can set it.
   */
  readonly passwordCharsMin?: number | undefined;
  /** How long a code holds that this call mails, given by the same door. */
  readonly codeTtlMs?: number | undefined;
  /** What whoever has set nothing takes of strangers in this call, given by the same door (DIA-17). */
  readonly strangerMessages?: "unlimited" | undefined;
  /** The session alone proves the account's owner, given by the same door. */
  readonly asksNoPassword?: boolean | undefined;
  /** Whoever signs in is told that nobody has the name, given by the same door. */
  readonly tellsUnknownNames?: boolean | undefined;
  /** Called exactly once. Answers of one commit are given before the commit's batch is told. */
  answer(reply: EngineReply): void;
}

/** The result as JSON text, or why there is none. */
export type EngineReply =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: ParleyError };

export interface Engine {
  call(call: EngineCall): void;
  /** A change of the server's own, which nobody called for; null when it failed, which is reported under the name. */
  change<T>(name: string, run: (context: Omit<WriteContext, "address">) => Promise<T>): Promise<T | null>;
  /** Tells where it is; called now and then, so that a loss is noticed without traffic (INV-10). */
  tellPosition(): void;
  /** Resolves when everything that was called has been answered. */
  drain(): Promise<void>;
}

export interface EngineParts {
  readonly store: Store;
  readonly ports: Ports;
  /** Takes what a commit left to be told, in the order of the commits. */
  tell(batch: CommittedBatch): void;
  /** Takes a mail that a commit left to be sent; never waits. */
  sendMail(mail: Mail): void;
  /** Runs the work once all calls that have arrived by now were handed over: `setImmediate`, or a test's own turn. */
  afterArrivals(work: () => void): void;
  /** Takes failures that are the program's own. */
  reportFailure(error: unknown, method: string): void;
}

/** What a method's operation looks like to the dispatcher, which knows no method by name. */
type AnyOperation = ReadOperation<MethodName> | WriteOperation<MethodName> | AppendOperation<MethodName>;

export function createEngine(parts: EngineParts): Engine {
  const commits = createGroupCommit(parts);
  const turns = createCallTurns();
  let isDraining = false;
  let openCalls = 0;
  let onIdle: (() => void) | null = null;

  /** Counts the call as open until it is answered, and turns whatever is thrown into a wire error. */
  function answerer(call: EngineCall): Answer {
    openCalls += 1;
    const close = (reply: EngineReply) => {
      call.answer(reply);
      openCalls -= 1;
      if (openCalls === 0) onIdle?.();
    };
    return {
      succeed: (result) => close({ ok: true, text: encodeResult(result) }),
      fail: (error) => close({ ok: false, error: asParleyError(error, call.method, parts.reportFailure) }),
    };
  }

  return {
    call(call) {
      const answer = answerer(call);
      try {
        const { method, args } = admit(call);
        const operation = operations[method] as unknown as AnyOperation;
        if (operation.kind === "read") {
          void read(parts, commits, operation, call, args, answer);
          return;
        }
        const asked =
          operation.kind === "append"
            ? (operation.ask?.(parts.ports, call.actor as never, args) ?? null)
            : null;
        const start = (answered?: unknown) => {
          if (operation.kind === "append") append(parts, commits, operation, call, args, answer, answered);
          else void write(parts, commits, operation, call, args, answer);
        };
        if (asked === null && !turns.isWaiting(call.actor)) start();
        else startInTurn(turns, call, answer, asked, start);
      } catch (error) {
        answer.fail(error);
      }
    },
    change<T>(name: string, run: (context: Omit<WriteContext, "address">) => Promise<T>): Promise<T | null> {
      if (isDraining) return Promise.resolve(null);
      return new Promise((resolve) => {
        commits.transaction(
          null,
          (tx) => run({ tx, ports: parts.ports }),
          (value, error) => {
            if (error !== null) parts.reportFailure(error, name);
            resolve(error === null ? (value as T) : null);
          },
        );
      });
    },
    tellPosition: commits.tellPosition,
    async drain() {
      isDraining = true;
      if (openCalls > 0) {
        await new Promise<void>((resolve) => {
          onIdle = resolve;
        });
      }
      await commits.drain();
    },
  };
}

interface Answer {
  succeed(result: unknown): void;
  fail(error: unknown): void;
}

/** Behind what the caller asked for before, which is still waited for (MSG-4). */
function startInTurn(
  turns: CallTurns,
  { actor }: EngineCall,
  answer: Answer,
  asked: Promise<unknown> | null,
  start: (answered: unknown) => void,
): void {
  // It is looked at in its turn.
  asked?.catch(() => undefined);
  turns.take(actor, async () => {
    try {
      start(await asked);
    } catch (error) {
      answer.fail(error);
    }
  });
}

/** The hot path: no promise of its own, the commit answers the call. */
function append(
  parts: EngineParts,
  commits: GroupCommit,
  operation: AppendOperation<MethodName>,
  call: EngineCall,
  args: never,
  answer: Answer,
  asked: unknown,
): void {
  const { ports } = parts;
  // `admit` has compared the actor with the declaration, so it is of the kind the operation asks for.
  const actor = call.actor as never;
  const message = operation.prepare(ports, actor, args, asked);
  const { address, strangerMessages } = call;
  const decide = (tx: Transaction) =>
    operation.decide({ tx, ports, address, strangerMessages }, actor, message);
  commits.append(message, decide, (outcome, error) => {
    if (outcome === null) return answer.fail(error);
    try {
      answer.succeed(operation.finish(outcome));
    } catch (refusal) {
      answer.fail(refusal);
    }
  });
}

async function read(
  parts: EngineParts,
  commits: GroupCommit,
  operation: ReadOperation<MethodName>,
  { actor, address }: EngineCall,
  args: never,
  answer: Answer,
): Promise<void> {
  const signals: Signal[] = [];
  const { reader } = parts.store;
  const signal = (told: Signal) => signals.push(told);
  try {
    answer.succeed(
      await operation.run({ reader, ports: parts.ports, address, signal }, actor as never, args),
    );
    if (signals.length > 0) commits.tellSignals(signals);
  } catch (error) {
    answer.fail(error);
  }
}

async function write(
  parts: EngineParts,
  commits: GroupCommit,
  operation: WriteOperation<MethodName>,
  call: EngineCall,
  args: never,
  answer: Answer,
): Promise<void> {
  const { ports, store } = parts;
  const { address, asksNoPassword, codeTtlMs, passwordCharsMin, tellsUnknownNames } = call;
  const actor = call.actor as never;
  try {
    const prepared = await operation.prepare?.(
      {
        ...{ reader: store.reader, ports, address },
        ...{ passwordCharsMin, codeTtlMs, asksNoPassword, tellsUnknownNames },
      },
      actor,
      args,
    );
    commits.transaction(
      call.actor.kind === "user" ? call.actor.userId : null,
      (tx) => operation.run({ tx, ports, address }, actor, args, prepared),
      (value, error) => (error === null ? answer.succeed(value) : answer.fail(error)),
    );
  } catch (error) {
    answer.fail(error);
  }
}

/** Whether this actor may call this method with these arguments at all; the checked arguments. */
function admit(call: EngineCall): { method: MethodName; args: never } {
  const name = call.method;
  if (!isMethodName(name)) throw new ParleyError("unknown_operation");
  const { callers } = methods[name];
  // Before all else: a key opens nothing but what it is for, not even what is open to anyone (DEV-21).
  const scopes = call.actor.kind === "user" ? call.actor.scopes : undefined;
  if (scopes !== undefined && !scopesAllow(scopes, name)) throw new ParleyError("forbidden");
  if (callers !== "anyone") {
    if (call.actor.kind !== "user") throw new ParleyError("unauthenticated");
    if (!(callers as readonly string[]).includes(call.actor.role)) throw new ParleyError("forbidden");
  }
  return { method: name, args: checkArguments(name, call.argsText, call.passwordCharsMin) as never };
}

function asParleyError(
  error: unknown,
  method: string,
  reportFailure: EngineParts["reportFailure"],
): ParleyError {
  if (error instanceof ParleyError) {
    if (error.cause !== undefined) reportFailure(error.cause, method);
    return error;
  }
  reportFailure(error, method);
  return new ParleyError("internal");
}
