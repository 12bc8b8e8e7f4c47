import { ParleyError } from "@parley/protocol";
import { sendNotice } from "../account/account-notice.ts";
import { writeOperation } from "../operation.ts";
import { type CompletedRequest, completeRequest } from "./oidc-requests.ts";
import { openIdName } from "./open-id-name.ts";

export const linkOidc = writeOperation<"oidc.link", CompletedRequest>({
  prepare: (context, { sessionId }, args) => completeRequest(context, args, sessionId),
  async run({ tx, ports }, { userId }, _args, { identity, stateDigest }) {
    const now = ports.clock.now();
    if (!(await tx.oidcRequests.take(stateDigest, now))) throw new ParleyError("code_invalid");
    const user = await tx.users.lock(userId);
    if (user === null || !user.isEnabled) throw new ParleyError("not_found");
    const { issuer, subject } = identity;
    const linked = { issuer, subject, linkedAt: now };
    const has = await tx.identities.list(userId);
    if (has.some((other) => other.issuer === issuer) || !(await tx.identities.insert(userId, linked))) {
      throw new ParleyError("conflict");
    }
    const provider = openIdName(ports) ?? issuer;
    await sendNotice(tx, ports, userId, { kind: "identity_linked", username: user.username, provider });
    return { identity: linked };
  },
});
