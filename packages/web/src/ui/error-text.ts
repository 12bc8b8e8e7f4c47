import { ParleyError } from "@parley/sdk";
import { text } from "../i18n/language.ts";
import { hasNetwork } from "../platform/network.ts";

/** What a person is told about a failed call, in their language; the server's own words are for developers. */
export function errorText(error: unknown): string {
  if (!(error instanceof ParleyError)) return text().errors.network;
  if (error.details?.reason === "common") return text().errors.passwordCommon;
  // Nothing was sent: it is not the server that has a bad moment.
  if (error.code === "unavailable" && !hasNetwork()) return text().errors.network;
  return text().errors[error.code];
}
