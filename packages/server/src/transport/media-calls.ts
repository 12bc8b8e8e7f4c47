/** How the routes of files ask the engine: through the one door, as anybody's call (CALL-1). */
import { type MethodName, type ParamsOf, ParleyError, type ResultOf } from "@parley/protocol";
import type { Actor } from "../engine/actor.ts";
import type { EngineReply } from "../engine/engine.ts";
import type { Calls } from "./calls.ts";

/** Calls an operation for somebody. @throws what it refuses */
export type MediaCall = <N extends MethodName>(op: N, args: ParamsOf<N>) => Promise<ResultOf<N>>;

export function mediaCaller(calls: Calls, actor: Actor, address: string): MediaCall {
  return async (op, args) => {
    const reply = await new Promise<EngineReply>((answer) => {
      calls.submit({ actor, address, op, argsText: JSON.stringify(args), connection: null, answer });
    });
    if (!reply.ok) throw reply.error;
    return JSON.parse(reply.text);
  };
}

/** Runs at most so many at a time, of all and of one caller, and refuses more rather than let them wait. */
export function createSlots(max: number, perCallerMax: number) {
  const taken = new Map<number, number>();
  let takenCount = 0;
  return async <T>(caller: number, work: () => Promise<T>): Promise<T> => {
    const own = taken.get(caller) ?? 0;
    if (takenCount >= max || own >= perCallerMax) throw new ParleyError("busy", { retryAfterMs: 1_000 });
    takenCount += 1;
    taken.set(caller, own + 1);
    try {
      return await work();
    } finally {
      takenCount -= 1;
      const left = (taken.get(caller) ?? 1) - 1;
      if (left === 0) taken.delete(caller);
      else taken.set(caller, left);
    }
  };
}
