/** Frames of the native protocol: text in, calls out. Knows the envelope and nothing of what is called. */
import { assertPlainJson, type CallFrame, limits, type WireError } from "@parley/protocol";

export type ParsedFrame =
  | { readonly kind: "calls"; readonly calls: readonly ParsedCall[] }
  /** No JSON at all, or too many calls. */
  | { readonly kind: "unreadable" };

/** One object of a frame; `call` is null when it is no call, and `id` what it said its number was. */
export interface ParsedCall {
  readonly id: number | null;
  readonly call: CallFrame | null;
}

export function parseFrame(text: string): ParsedFrame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return { kind: "unreadable" };
    throw error;
  }
  const items = Array.isArray(value) ? value : [value];
  if (items.length > limits.callsPerFrameMax) return { kind: "unreadable" };
  return { kind: "calls", calls: items.map(parseCall) };
}

function parseCall(item: unknown): ParsedCall {
  if (typeof item !== "object" || item === null) return { id: null, call: null };
  const { id, op, args } = item as Partial<Record<keyof CallFrame, unknown>>;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 0) return { id: null, call: null };
  if (typeof op !== "string") return { id, call: null };
  return { id, call: { id, op, args } };
}

/**
 * Arguments as the engine takes them; absent ones are none. Checked before they are written out again: writing deeply
 * nested ones would hold up every socket (CALL-5). @throws invalid_arguments
 */
export function argumentsText(args: unknown): string {
  if (args === undefined) return "{}";
  assertPlainJson(args);
  return JSON.stringify(args);
}

export function okFrame(id: number, resultText: string): string {
  return `{"id":${id},"ok":${resultText}}`;
}

export function errorFrame(id: number | null, error: WireError): string {
  return `{"id":${id},"error":${JSON.stringify(error)}}`;
}
