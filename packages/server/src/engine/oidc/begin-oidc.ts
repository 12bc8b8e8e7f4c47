import { ParleyError } from "@parley/protocol";
import { writeOperation } from "../operation.ts";
import type { Rate } from "../ports/rate-limits.ts";
import { type BegunRequest, beginRequest } from "./oidc-requests.ts";

/** Of all who are not signed in together: so that nobody, from however many addresses, fills the disk with these. */
const requestsInAll: Rate = { perMinute: 1_200, burst: 1_200 };

export const beginOidc = writeOperation<"oidc.begin", BegunRequest>({
  async prepare({ ports }, _actor, { redirectUri }) {
    const retryAfterMs = ports.rateLimits.take("OpenID requests in all", "", requestsInAll);
    if (retryAfterMs > 0) throw new ParleyError("rate_limited", { retryAfterMs });
    return beginRequest(ports, redirectUri, null);
  },
  async run({ tx }, _actor, _args, { answer, stored }) {
    await tx.oidcRequests.insert(stored);
    return answer;
  },
});
