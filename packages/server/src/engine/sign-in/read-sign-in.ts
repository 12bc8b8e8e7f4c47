import { ParleyError } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";

export const readSignIn: ReadOperation<"signIn.read"> = {
  kind: "read",
  async run({ reader, ports }, _actor, { id }) {
    const request = await reader.signInRequests.findPending(id, ports.clock.now());
    if (request === null) throw new ParleyError("not_found");
    const { device, address, createdAt, expiresAt } = request;
    return { device, address, requestedAt: createdAt, expiresAt };
  },
};
