import { ParleyError } from "@parley/protocol";

/** A time that something is to hold until, or to happen at: one that is over means nothing (CALL-12). @throws invalid_arguments */
export function assertLater(at: number, now: number, path: string): void {
  if (at > now) return;
  throw new ParleyError("invalid_arguments", { message: `${path} is over already.`, details: { path } });
}
