/**
 * Everything that travels, as one plain value: what a client could notice when it changes. Words for people
 * (summaries, descriptions, error texts) and rates, which a server may tune, are left out.
 */
import { closeCodes } from "./close-codes.ts";
import { commonErrors, type Method, type Push } from "./define.ts";
import { errorCodes } from "./errors.ts";
import { callId, helloParams, helloResult } from "./frames.ts";
import { limits } from "./limits.ts";
import { methods } from "./methods.ts";
import { pushes } from "./pushes.ts";
import { protocolVersion } from "./version.ts";

const wordsForPeople = new Set(["description", "title"]);

/** Canonical JSON of the wire: keys sorted, so that the order of declarations does not matter. */
export function wireShape(): string {
  return JSON.stringify(
    sorted({
      protocolVersion,
      methods: mapValues(methods, methodShape),
      commonErrors: [...commonErrors],
      pushes: mapValues(pushes, ({ kind, body }: Push) => ({ kind, body })),
      frames: { callId, helloParams, helloResult },
      errorCodes: mapValues(errorCodes, ({ status, retry }) => ({ status, retry })),
      closeCodes,
      limits,
    }),
  );
}

function methodShape({ callers, params, result, errors }: Method): unknown {
  return {
    callers: typeof callers === "string" ? callers : [...callers].sort(),
    params,
    result,
    errors: [...errors].sort(),
  };
}

function mapValues<V>(
  table: Readonly<Record<string, V>>,
  shape: (value: V) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, shape(value)]));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, item]) => !(wordsForPeople.has(key) && typeof item === "string"))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
