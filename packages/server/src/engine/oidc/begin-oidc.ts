import { writeOperation } from "../operation.ts";
import { type BegunRequest, beginRequest } from "./oidc-requests.ts";

export const beginOidc = writeOperation<"oidc.begin", BegunRequest>({
  prepare: ({ ports }, _actor, { redirectUri }) => beginRequest(ports, redirectUri, null),
  async run({ tx }, _actor, _args, { answer, stored }) {
    await tx.oidcRequests.insert(stored);
    return answer;
  },
});
