import { ParleyError } from "@parley/protocol";
import { openSession } from "../account/open-session.ts";
import type { WriteOperation } from "../operation.ts";

export const completeSignIn: WriteOperation<"signIn.complete"> = {
  kind: "write",
  async run(context, _actor, { id, secret }) {
    const { tx, ports } = context;
    const { signInRequests } = tx;
    const request = await signInRequests.findOwn(id, ports.tokens.digest(secret), ports.clock.now());
    if (request === null) throw new ParleyError("not_found");
    const { status, userId, device } = request;
    if (status === "pending" || status === "refused") return { status };
    // The device that was shown to the approver, whatever the one that completes says it is.
    const user = userId === null ? null : await tx.users.lock(userId);
    if (user === null || !user.isEnabled || !(await signInRequests.complete(id)))
      throw new ParleyError("not_found");
    return { status: "signedIn", signedIn: await openSession(context, user, device ?? undefined) };
  },
};
