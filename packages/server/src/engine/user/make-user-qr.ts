import { ParleyError } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import { userLink } from "./user-link.ts";

export const makeUserQr: ReadOperation<"user.qr"> = {
  kind: "read",
  async run({ reader, ports }, { userId }) {
    const linkNumber = await reader.profiles.linkNumber(userId);
    if (linkNumber === null) throw new ParleyError("unauthenticated");
    return userLink(ports, userId, linkNumber);
  },
};
