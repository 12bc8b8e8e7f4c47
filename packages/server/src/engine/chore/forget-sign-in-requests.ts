import type { Chore } from "./chore.ts";

/** What has run out holds no more (DEV-11); this makes room. */
export const forgetSignInRequests: Chore = {
  name: "chore: forget sign-in requests",
  everyMs: 60_000,
  async run({ tx, ports }) {
    await tx.signInRequests.removeExpired(ports.clock.now());
    return false;
  },
};
