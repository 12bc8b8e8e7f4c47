import type { Chore } from "./chore.ts";
import { shortAddress } from "./short-address.ts";

const keptWholeMs = 30 * 24 * 3_600_000;
const addressesPerPart = 200;

/** Leaves of the addresses of sessions their networks, once they were not used for 30 days (DEV-3). */
export const shortenAddresses: Chore = {
  name: "chore: shorten addresses",
  everyMs: 3_600_000,
  async run({ tx, ports }) {
    const usedBefore = ports.clock.now() - keptWholeMs;
    const sessions = await tx.sessions.listWholeAddresses(usedBefore, addressesPerPart);
    for (const { id, address } of sessions) await tx.sessions.shortenAddress(id, shortAddress(address));
    return sessions.length === addressesPerPart;
  },
};
