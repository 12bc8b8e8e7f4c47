import type { Chore } from "./chore.ts";

/** What has run out holds no more (OIDC-2); this makes room. */
export const forgetOidcRequests: Chore = {
  name: "chore: forget OpenID requests",
  everyMs: 60_000,
  async run({ tx, ports }) {
    await tx.oidcRequests.removeExpired(ports.clock.now());
    return false;
  },
};
