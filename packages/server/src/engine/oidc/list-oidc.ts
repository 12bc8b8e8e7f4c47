import type { ReadOperation } from "../operation.ts";

export const listOidc: ReadOperation<"oidc.list"> = {
  kind: "read",
  async run({ reader }, { userId }) {
    return { identities: await reader.identities.list(userId) };
  },
};
