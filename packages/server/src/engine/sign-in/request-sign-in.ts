import { limits } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";

export const requestSignIn: WriteOperation<"signIn.request"> = {
  kind: "write",
  async run({ tx, ports, address }, _actor, { device = null }) {
    const now = ports.clock.now();
    const [id, secret] = [ports.ids.uuid(), ports.ids.secret()];
    const expiresAt = now + limits.signInRequestTtlMs;
    const request = { id, device, address, createdAt: now, expiresAt };
    await tx.signInRequests.insert(request, ports.tokens.digest(secret));
    return { id, secret, expiresAt };
  },
};
