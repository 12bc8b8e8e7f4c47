import { commonErrors, type Method } from "../define.ts";
import { type ErrorCode, errorCodes } from "../errors.ts";

/** Every code a call of this operation may be answered with, its own first. */
export function operationErrors(method: Method): readonly ErrorCode[] {
  const tokenErrors = method.callers === "anyone" ? [] : (["unauthenticated", "token_expired"] as const);
  return [...new Set<ErrorCode>([...method.errors, ...tokenErrors, ...commonErrors, "payload_too_large"])];
}

/** The same by HTTP status, ascending. */
export function errorsByStatus(method: Method): ReadonlyMap<number, readonly ErrorCode[]> {
  const codes = operationErrors(method);
  const statuses = [...new Set<number>(codes.map((code) => errorCodes[code].status))].sort((a, b) => a - b);
  return new Map(
    statuses.map((status) => [status, codes.filter((code) => errorCodes[code].status === status)]),
  );
}
