import type { ReadOperation } from "../operation.ts";

export const listDevices: ReadOperation<"device.list"> = {
  kind: "read",
  async run({ reader, ports }, actor) {
    const devices = await reader.sessions.listDevices(actor.userId, ports.clock.now());
    return {
      devices: devices.map((device) => ({ ...device, isCurrent: device.sessionId === actor.sessionId })),
    };
  },
};
