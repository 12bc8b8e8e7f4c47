/** Whether a delivery of a webhook is what it says: signed with its secret, unchanged, and not an old one (HOOK-5). */

export interface WebhookRequest {
  /** As they came; their names in any case. */
  readonly headers: Readonly<Record<string, string | undefined>> | Headers;
  /** The body as it came, before anything is made of it. */
  readonly body: string;
}

export interface VerifyWebhookOptions {
  /** As `webhook.create` told it. */
  readonly secret: string;
  /** The present time in ms. */
  readonly now: number;
  /** How far the time of the delivery may be from it. Default: five minutes. */
  readonly toleranceMs?: number;
}

const standardToleranceMs = 5 * 60_000;
const prefix = "whsec_";

export async function verifyWebhook(
  { headers, body }: WebhookRequest,
  { secret, now, toleranceMs = standardToleranceMs }: VerifyWebhookOptions,
): Promise<boolean> {
  const of = new Headers(headers as HeadersInit);
  const [id, timestamp] = [of.get("webhook-id"), of.get("webhook-timestamp")];
  const signatures = (of.get("webhook-signature") ?? "").split(" ");
  if (id === null || timestamp === null || !/^[0-9]{1,12}$/.test(timestamp)) return false;
  if (Math.abs(Number(timestamp) * 1_000 - now) > toleranceMs) return false;
  const bytes = bytesOf(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret);
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const signature of signatures) {
    if (!signature.startsWith("v1,")) continue;
    // Compared by the platform, in a time that tells nothing.
    if (await crypto.subtle.verify("HMAC", key, bytesOf(signature.slice("v1,".length)), signed)) return true;
  }
  return false;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
