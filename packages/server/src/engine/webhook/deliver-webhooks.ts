/**
 * Tells webhooks what they are to be told (HOOK-3 .. HOOK-7). Owns what is on its way; what was told is in the store.
 * A lane, one conversation of one webhook, is claimed for a time, told, and given back: so one event of it is on its way
 * at most, a slow receiver holds its own lanes alone, and after a kill the next claim tells it again. Invariant: a lane
 * moves past an event only when it was taken, or is in the list of those that failed.
 */
import { preparedChore } from "../chore/chore.ts";
import type { Ports } from "../operation.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { StoredFailure, WebhookLane } from "../ports/store-webhooks.ts";
import { settleFailure, settleLane } from "./settle-delivery.ts";
import { type ToldFailure, type ToldLane, tellFailure, tellLane } from "./tell-webhook.ts";
import { countDelivery } from "./webhook-figures.ts";

const everyMs = 100;
/** Conversations of one webhook that are told at the same time. */
const lanesPerWebhook = 4;
const failuresPerPart = 4;
/** Beyond the time a request may take: what is claimed longer was lost. */
const claimMarginMs = 5_000;

type Context = { readonly reader: Reader; readonly ports: Ports };

export function createWebhookDeliveries() {
  let claimed: { readonly lanes: readonly WebhookLane[]; readonly failures: readonly StoredFailure[] } = {
    ...{ lanes: [], failures: [] },
  };
  const told: (ToldLane | ToldFailure)[] = [];

  function begin(context: Context): void {
    const { lanes, failures } = claimed;
    claimed = { lanes: [], failures: [] };
    for (const lane of lanes) void keep(tellLane(context, lane));
    for (const failure of failures) void keep(tellFailure(context, failure));
  }

  async function keep(telling: Promise<ToldLane | ToldFailure>): Promise<void> {
    try {
      const one = await telling;
      if (one.verdict !== null) countDelivery(one.verdict.outcome === "taken");
      told.push(one);
    } catch {
      // The store could not be read: the claim runs out, and it is told again.
    }
  }

  return preparedChore({
    name: "chore: deliver webhooks",
    everyMs,
    isDue: async ({ reader, ports }) => told.length > 0 || (await reader.webhooks.hasDue(ports.clock.now())),
    async prepare(context) {
      begin(context);
      return told.splice(0);
    },
    async run({ tx, ports }, settled) {
      for (const one of settled) await settle(tx, ports, one);
      const now = ports.clock.now();
      const until = now + ports.options.webhookTimeoutMs + claimMarginMs;
      const lanes = await tx.webhooks.claim(now, until, lanesPerWebhook);
      const failures = await tx.webhooks.claimFailures(now, until, failuresPerPart);
      claimed = { lanes, failures };
      return lanes.length + failures.length > 0;
    },
  });
}

function settle(tx: Transaction, ports: Ports, one: ToldLane | ToldFailure): Promise<void> {
  return "lane" in one ? settleLane(tx, ports, one) : settleFailure(tx, ports, one);
}
