/**
 * Limits of making guests, which costs whoever does it nothing: by device, by address, in all (GUE-3). A device is only
 * what it says it is, so the others hold as well.
 */
import { ParleyError } from "@parley/protocol";
import type { Ports } from "../operation.ts";
import type { Rate } from "../ports/rate-limits.ts";

const guestsPerDevice = 5;

/** The limit of all comes first: what it refuses leaves no trace in the others. @throws rate_limited */
export function takeGuestTurn(
  { options, rateLimits }: Ports,
  address: string,
  deviceId: string | undefined,
): void {
  const turns: [name: string, caller: string, rate: Rate][] = [
    ["guests in all", "", hourly(options.guestsPerHourMax)],
    ["guests per address", address, hourly(options.guestsPerAddressPerHourMax)],
  ];
  if (deviceId !== undefined) turns.push(["guests per device", deviceId, hourly(guestsPerDevice)]);
  for (const [name, caller, rate] of turns) {
    const retryAfterMs = rateLimits.take(name, caller, rate);
    if (retryAfterMs > 0) throw new ParleyError("rate_limited", { retryAfterMs });
  }
}

function hourly(count: number): Rate {
  return { perMinute: count / 60, burst: count };
}
