/**
 * WebSocket close codes. The range is the instruction (CON-14):
 * 4000-4399 reconnect, 4400-4499 reconnect with a new token, 4500-4999 do not reconnect.
 */
export const closeCodes = {
  /** The server restarts or drains; wait the hinted time, then reconnect. */
  restarting: 4000,
  /** `hello` did not come in time. */
  helloTimeout: 4001,
  /** The connection did not take what was sent to it; reconnect and catch up. */
  tooSlow: 4002,
  /** Too many sockets from this address, or on this server. */
  tooManySockets: 4003,
  tokenInvalid: 4400,
  tokenExpired: 4401,
  versionUnsupported: 4500,
  /** This session was ended: signed out, here or from another device. */
  sessionEnded: 4501,
  /** Frames that are not of this protocol, again and again. */
  protocolViolation: 4502,
} as const;

export type CloseAdvice = "reconnect" | "reconnect-with-new-token" | "stop";

/** What a client does after a close with this code. Codes outside 4000-4999 are network accidents: reconnect. */
export function closeAdvice(code: number): CloseAdvice {
  if (code >= 4500 && code <= 4999) return "stop";
  if (code >= 4400 && code <= 4499) return "reconnect-with-new-token";
  return "reconnect";
}
