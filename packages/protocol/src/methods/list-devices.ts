import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { signedInDevice } from "../model/device.ts";

export const listDevices = defineMethod({
  name: "device.list",
  summary: "The devices on which the caller is signed in, the one used last first.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({}),
  result: Type.Object({ devices: Type.Array(signedInDevice) }),
  errors: [],
  rate: { perMinute: 60, burst: 20 },
});
