import type { WriteOperation } from "../operation.ts";
import { userLink } from "./user-link.ts";

export const renewUserQr: WriteOperation<"user.renewQr"> = {
  kind: "write",
  async run({ tx, ports }, { userId }) {
    return userLink(ports, userId, await tx.profiles.renewLink(userId));
  },
};
