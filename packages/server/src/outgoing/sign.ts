/** Signs what is sent, as the Standard Webhooks specification says: HMAC-SHA256 of `id.timestamp.body` (HOOK-5). */
import { createHmac } from "node:crypto";
import type { OutgoingSigning } from "../engine/ports/outgoing.ts";

const secretPrefix = "whsec_";

export function signatureHeaders(
  { id, secrets }: OutgoingSigning,
  body: string,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(
      secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret,
      "base64",
    );
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
