import { lockProved, provePassword } from "../account/prove-password.ts";
import { writeOperation } from "../operation.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { refuseWithoutFactor } from "../two-factor/take-second-factor.ts";
import { type BegunRequest, beginRequest } from "./oidc-requests.ts";

interface Prepared extends BegunRequest {
  readonly proved: StoredUser;
}

export const beginOidcLink = writeOperation<"oidc.beginLink", Prepared>({
  async prepare(context, { userId, sessionId }, { password, redirectUri }) {
    const proved = await provePassword(context, userId, password);
    return { proved, ...(await beginRequest(context.ports, redirectUri, sessionId)) };
  },
  async run(context, _actor, { secondFactor }, { proved, answer, stored }) {
    const user = await lockProved(context.tx, proved);
    const refusal = await refuseWithoutFactor(context, user, secondFactor);
    if (refusal !== null) return refusal;
    await context.tx.oidcRequests.insert(stored);
    return answer;
  },
});
