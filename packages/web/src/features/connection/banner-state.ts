import type { ConnectionState } from "@parley/sdk";

export type BannerState =
  | { readonly kind: "hidden" }
  | { readonly kind: "connecting" }
  | { readonly kind: "no-network" }
  | { readonly kind: "waiting"; readonly seconds: number }
  | { readonly kind: "unsupported" };

/** Losses shorter than this are nobody's business (UX-43). */
export const quietMs = 2000;

/**
 * What the banner says. `lostAt` is when the connection was last seen to be good, null while it is good.
 * Signed out, expired and ended sessions are told elsewhere: there is no timeline to put a banner over.
 */
export function bannerState(
  connection: ConnectionState,
  lostAt: number | null,
  now: number,
  hasNetwork: boolean,
): BannerState {
  if (connection.status === "kicked") {
    return { kind: connection.reason === "session-ended" ? "hidden" : "unsupported" };
  }
  const isTrying = connection.status === "connecting" || connection.status === "offline";
  if (!isTrying || lostAt === null || now - lostAt < quietMs) return { kind: "hidden" };
  if (!hasNetwork) return { kind: "no-network" };
  if (connection.status === "connecting") return { kind: "connecting" };
  const seconds = Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
  return seconds === 0 ? { kind: "connecting" } : { kind: "waiting", seconds };
}
