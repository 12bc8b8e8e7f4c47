/**
 * Limits of what many callers do together: to one account, from one network, in all (ACC-26, ACC-36). Each caller alone
 * is limited before, by the rates of the methods.
 */
import { ParleyError } from "@parley/protocol";
import { shortAddress } from "../chore/short-address.ts";
import type { Ports } from "../operation.ts";
import type { Rate } from "../ports/rate-limits.ts";

/** Of all mails together: what a small mail server sends without being taken for a source of spam. */
const codesInAll: Rate = { perMinute: 60, burst: 120 };
const codesPerNetwork: Rate = { perMinute: 10, burst: 20 };
const codesPerAddress: Rate = { perMinute: 1, burst: 3 };
/** So that five tries at each of as many codes as may be sent find one in 27 years. */
const codesPerAddressAndDay: Rate = { perMinute: 20 / (24 * 60), burst: 20 };
/** Guesses of one password, wherever they come from. */
const loginsPerAccount: Rate = { perMinute: 30, burst: 30 };
const loginsPerNetwork: Rate = { perMinute: 120, burst: 60 };
const renamesPerAccount: Rate = { perMinute: 5 / (24 * 60), burst: 5 };

type Limit = readonly [name: string, caller: number | string, rate: Rate];

/** @throws rate_limited */
function take({ rateLimits }: Ports, limits: readonly Limit[]): void {
  for (const [name, caller, rate] of limits) {
    const retryAfterMs = rateLimits.take(name, caller, rate);
    if (retryAfterMs > 0) throw new ParleyError("rate_limited", { retryAfterMs });
  }
}

/** The limit of all comes first: what it refuses leaves no trace in the others. */
export function takeCodeTurn(ports: Ports, address: string, emailKey: string): void {
  take(ports, [
    ["codes in all", "", codesInAll],
    ["codes per network", shortAddress(address), codesPerNetwork],
    ["codes per address", emailKey, codesPerAddress],
    ["codes per address and day", emailKey, codesPerAddressAndDay],
  ]);
}

/** `name` is what was given as one, whether there is such an account or not. */
export function takeLoginTurn(ports: Ports, address: string, name: string): void {
  take(ports, [
    ["logins per network", shortAddress(address), loginsPerNetwork],
    ["logins per account", name, loginsPerAccount],
  ]);
}

export function takePasswordTurn(ports: Ports, userId: number): void {
  take(ports, [["passwords per account", userId, loginsPerAccount]]);
}

export function takeRenameTurn(ports: Ports, userId: number): void {
  take(ports, [["renames per account", userId, renamesPerAccount]]);
}
