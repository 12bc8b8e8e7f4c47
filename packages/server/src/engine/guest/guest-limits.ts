/**
 * Limits of what guests do who cost nothing: of making them, by device, by address and in all (GUE-3), and of turning to
 * people they have nothing to do with yet (GUE-7). A device is only what it says it is, so the others hold as well.
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { Ports } from "../operation.ts";
import type { Rate } from "../ports/rate-limits.ts";

const guestsPerDevice = 5;
const reachedPerGuest = 10;

type Turn = readonly [name: string, caller: number | string, rate: Rate];

/** The limit of all comes first: what it refuses leaves no trace in the others. @throws rate_limited */
export function takeGuestTurn(ports: Ports, address: string, deviceId: string | undefined): void {
  const turns: Turn[] = [
    ["guests in all", "", hourly(ports.options.guestsPerHourMax)],
    ["guests per address", networkOf(address), hourly(ports.options.guestsPerAddressPerHourMax)],
  ];
  if (deviceId !== undefined) turns.push(["guests per device", deviceId, hourly(guestsPerDevice)]);
  take(ports, turns);
}

/** A guest turns to somebody: opens a conversation, asks to be a contact, follows. Others do as they like. @throws rate_limited */
export function takeReachTurn(ports: Ports, { role, userId }: UserActor, address: string): void {
  if (role !== "guest") return;
  take(ports, [
    ["reached per guest", userId, hourly(reachedPerGuest)],
    ["reached per address", networkOf(address), hourly(ports.options.guestsPerAddressPerHourMax)],
  ]);
}

/**
 * An address as somebody has it: of IPv6 the first 64 bits, because the others are a machine's own to choose. Given as it
 * is written down (RFC 5952), so that groups of zeros at the end of those are all that can be left out.
 */
export function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [before = ""] = address.split("::", 1);
  return before
    .split(":")
    .slice(0, 4)
    .join(":")
    .replace(/(?::0)+$/, "");
}

function take({ rateLimits }: Ports, turns: readonly Turn[]): void {
  for (const [name, caller, rate] of turns) {
    const retryAfterMs = rateLimits.take(name, caller, rate);
    if (retryAfterMs > 0) throw new ParleyError("rate_limited", { retryAfterMs });
  }
}

function hourly(count: number): Rate {
  return { perMinute: count / 60, burst: count };
}
