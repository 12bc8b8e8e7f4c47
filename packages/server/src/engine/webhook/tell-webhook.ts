/** One delivery: reads the events as the log has them now, and sends them (HOOK-4, HOOK-5). */
import type { Ports } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredFailure, StoredWebhook, WebhookLane } from "../ports/store-webhooks.ts";
import { type DeliveryVerdict, verdictOf } from "./webhook-policy.ts";
import { signingSecrets } from "./webhook-secrets.ts";

/** Events of one delivery; after one in vain each goes alone, so that a bad one holds up no other. */
const eventsPerDeliveryMax = 100;
/** Events of the log that are looked at for one delivery: bounds the work where few are wanted. */
const pagesPerDeliveryMax = 20;
/** What is read of an answer: nothing of it is used. */
const answerBytesMax = 16 * 1024;

export interface ToldLane {
  readonly lane: WebhookLane;
  /** The lane is told up to here when the verdict says so. */
  readonly uptoRev: number;
  /** Null: there was nothing to tell. */
  readonly verdict: DeliveryVerdict | null;
}

export interface ToldFailure {
  readonly failure: StoredFailure;
  readonly verdict: DeliveryVerdict | null;
}

interface ToldEvents {
  readonly texts: readonly string[];
  readonly uptoRev: number;
}

type Context = { readonly reader: Reader; readonly ports: Ports };

export async function tellLane(context: Context, lane: WebhookLane): Promise<ToldLane> {
  const webhook = await context.reader.webhooks.find(lane.webhookId);
  if (webhook === null) return { lane, uptoRev: lane.lastRev, verdict: null };
  const limit = lane.attempts === 0 ? eventsPerDeliveryMax : 1;
  const { texts, uptoRev } = await nextEvents(context.reader, webhook, lane, limit);
  if (texts.length === 0) return { lane, uptoRev, verdict: null };
  return { lane, uptoRev, verdict: await send(context.ports, webhook, lane.conversationId, texts) };
}

export async function tellFailure({ reader, ports }: Context, failure: StoredFailure): Promise<ToldFailure> {
  const { webhookId, conversationId, rev } = failure;
  const webhook = await reader.webhooks.find(webhookId);
  const texts = await reader.log.range(conversationId, rev - 1, 1, rev);
  if (webhook === null || texts.length === 0) return { failure, verdict: null };
  return { failure, verdict: await send(ports, webhook, conversationId, texts) };
}

/** The next events that the webhook is told, as they are now: what was recalled meanwhile says nothing (INV-12). */
async function nextEvents(
  reader: Reader,
  { events, createdAt }: StoredWebhook,
  { conversationId, doneRev, lastRev }: WebhookLane,
  limit: number,
): Promise<ToldEvents> {
  const wanted: readonly string[] = events;
  let uptoRev = doneRev;
  for (let page = 0; page < pagesPerDeliveryMax && uptoRev < lastRev; page += 1) {
    const texts = await reader.log.range(conversationId, uptoRev, eventsPerDeliveryMax, lastRev);
    if (texts.length === 0) return { texts, uptoRev: lastRev };
    const found: string[] = [];
    for (const text of texts) {
      const { ev, rev, at, sentAt } = JSON.parse(text) as EventHead;
      if (found.length === limit) break;
      uptoRev = rev;
      if (wanted.includes(ev) && (at ?? sentAt ?? 0) >= createdAt) found.push(text);
    }
    if (found.length > 0) return { texts: found, uptoRev };
  }
  return { texts: [], uptoRev };
}

interface EventHead {
  readonly ev: string;
  readonly rev: number;
  readonly at?: number;
  readonly sentAt?: number;
}

async function send(
  ports: Ports,
  webhook: StoredWebhook,
  conversationId: number,
  texts: readonly string[],
): Promise<DeliveryVerdict> {
  const [first = "{}"] = texts;
  const answer = await ports.outgoing.send({
    url: webhook.url,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{"webhookId":"${webhook.id}","conversationId":${conversationId},"events":[${texts.join(",")}]}`,
    // The same for what is told again, so that a receiver may know it (HOOK-5).
    signing: {
      id: `${webhook.id}.${conversationId}.${(JSON.parse(first) as EventHead).rev}`,
      secrets: signingSecrets(ports, webhook),
    },
    timeoutMs: ports.options.webhookTimeoutMs,
    bytesMax: answerBytesMax,
    isCut: true,
    redirectsMax: 0,
    requiresTls: true,
  });
  return verdictOf(answer);
}
