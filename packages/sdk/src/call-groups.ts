import type { MethodName, ParamsOf, ResultOf } from "@parley/protocol";
import type { Call, CallGroups, CallOptions, CallsOf } from "./calls.ts";
import { callGroups } from "./calls.ts";

type Noun = keyof typeof callGroups;
type AnyCall = (name: MethodName, args?: unknown, options?: CallOptions) => Promise<ResultOf<MethodName>>;

/** `calls.recall(args)` is `call("message.recall", args)`: made when it is used, so no method is named here. */
export function callsOf<N extends Noun>(noun: N, call: Call): CallsOf<N> {
  const anyCall = call as AnyCall;
  const made = new Map<string, (args?: ParamsOf<MethodName>, options?: CallOptions) => unknown>();
  return new Proxy({} as CallsOf<N>, {
    get(_target, verb) {
      // A promise would otherwise take the group for something to wait for.
      if (typeof verb !== "string" || verb === "then") return undefined;
      const known = made.get(verb);
      if (known !== undefined) return known;
      const run = (args?: unknown, options?: CallOptions) =>
        anyCall(`${noun}.${verb}` as MethodName, args ?? {}, options);
      made.set(verb, run);
      return run;
    },
  });
}

export function allCallGroups(call: Call): CallGroups {
  const groups: Record<string, unknown> = {};
  for (const [noun, group] of Object.entries(callGroups)) {
    if (group !== null) groups[group] = callsOf(noun as Noun, call);
  }
  return groups as CallGroups;
}
