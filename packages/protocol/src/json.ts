/**
 * What JSON may be at all, before any schema looks at it (F-22, SEC-27): bounded nesting, no keys that reach
 * prototypes, numbers that are finite, strings that are valid Unicode without NUL (PostgreSQL cannot store it).
 */
import { ParleyError } from "./errors.ts";
import { limits } from "./limits.ts";

const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

/** Throws `invalid_arguments` when the parsed value holds anything that is never accepted. */
export function assertPlainJson(value: unknown, depth = 0): void {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed() || value.includes("\u0000")) throw refuse("text is not valid Unicode");
      return;
    case "number":
      if (!Number.isFinite(value)) throw refuse("a number is not finite");
      return;
    case "object":
      break;
    default:
      return;
  }
  if (value === null) return;
  if (depth >= limits.jsonDepthMax) throw refuse("it is nested too deeply");
  if (Array.isArray(value)) {
    for (const item of value) assertPlainJson(item, depth + 1);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (forbiddenKeys.has(key)) throw refuse("a key is not allowed");
    if (!key.isWellFormed() || key.includes("\u0000")) throw refuse("a key is not valid Unicode");
    assertPlainJson(item, depth + 1);
  }
}

function refuse(why: string): ParleyError {
  return new ParleyError("invalid_arguments", { message: `Not accepted: ${why}.` });
}
