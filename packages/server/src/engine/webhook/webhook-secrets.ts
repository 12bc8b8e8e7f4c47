/** The secrets a webhook's deliveries are signed with. Kept sealed, for that webhook alone. */
import type { Ports } from "../operation.ts";
import type { StoredWebhook } from "../ports/store-webhooks.ts";

export function newSecret({ ids, secretBox }: Pick<Ports, "ids" | "secretBox">, webhookId: string) {
  // In base64, as receivers decode it; what `secret` gives is as long and as random in base64url.
  const secret = `whsec_${Buffer.from(ids.secret(), "base64url").toString("base64")}`;
  return { secret, sealed: secretBox.seal(secret, ownerOf(webhookId)) };
}

/** The new one first; for a while after a change the old one as well. */
export function signingSecrets(
  { secretBox, clock }: Pick<Ports, "secretBox" | "clock">,
  { id, secret, oldSecret, oldSecretUntil }: StoredWebhook,
): string[] {
  const sealed = oldSecret !== null && clock.now() < oldSecretUntil ? [secret, oldSecret] : [secret];
  return sealed.map((text) => secretBox.open(text, ownerOf(id)));
}

function ownerOf(webhookId: string): string {
  return `webhook ${webhookId}`;
}
