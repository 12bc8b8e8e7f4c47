import { endSession } from "../account/end-sessions.ts";
import { tellAccessChange } from "../account/tell-access-change.ts";
import type { Chore } from "./chore.ts";

const keysPerPart = 100;

/** Closes the sockets of API keys that have run out; new calls are refused from the moment itself (DEV-23). */
export const endExpiredKeys: Chore = {
  name: "chore: end expired keys",
  everyMs: 30_000,
  async run({ tx, ports }) {
    const now = ports.clock.now();
    const keys = await tx.apiKeys.listExpired(now, keysPerPart);
    for (const key of keys) {
      await tx.apiKeys.revoke(key.id, now);
      await endSession(tx, key, now, "key_revoked");
      tellAccessChange(tx, key.userId);
    }
    return keys.length === keysPerPart;
  },
};
