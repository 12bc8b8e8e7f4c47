import { ParleyError } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";

export const getAnyUser: ReadOperation<"admin.getUser"> = {
  kind: "read",
  async run({ reader, ports }, actor, { userId }) {
    const user = await reader.accounts.find(userId);
    if (user === null) throw new ParleyError("not_found");
    const devices = await reader.sessions.listDevices(userId, ports.clock.now());
    const isCurrent = (sessionId: string) => sessionId === actor.sessionId;
    return {
      user,
      devices: devices.map((device) => ({ ...device, isCurrent: isCurrent(device.sessionId) })),
    };
  },
};
