import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";

export const refuseSignIn: WriteOperation<"signIn.refuse"> = {
  kind: "write",
  async run({ tx, ports }, actor, { id }) {
    const isAnswered = await tx.signInRequests.answer(id, "refused", actor.userId, ports.clock.now());
    if (!isAnswered) throw new ParleyError("not_found");
    return {};
  },
};
