/** Counts deliveries as they end, and tells what an operator watches of them (HOOK-11). */
import type { WebhookFigures } from "../ports/asks.ts";
import type { Reader } from "../ports/store.ts";

const counts = { taken: 0, failed: 0 };

export function countDelivery(isTaken: boolean): void {
  counts[isTaken ? "taken" : "failed"] += 1;
}

/** Only where webhooks are told are there counts. */
export async function webhookFigures(reader: Reader, now: number): Promise<WebhookFigures> {
  const { listed, oldestAt, waiting } = await reader.webhooks.backlog();
  return { ...counts, listed, waiting, lagMs: oldestAt === null ? 0 : Math.max(0, now - oldestAt) };
}
