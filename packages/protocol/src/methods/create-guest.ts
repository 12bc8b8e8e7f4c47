import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { newGuest } from "../model/guest.ts";
import { languageTag } from "../model/language.ts";
import { device, nickname } from "../model/user.ts";

export const createGuest = defineMethod({
  name: "guest.create",
  summary: "Makes a guest and signs it in. Always a new one, whatever the device.",
  callers: "anyone",
  kind: "write",
  params: Type.Object({
    deviceId: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: limits.guestDeviceIdCharsMax,
        description: "What the device calls itself. A hint for statistics and limits, never a credential.",
      }),
    ),
    platform: Type.Optional(device.properties.platform),
    nickname: Type.Optional(nickname),
    language: Type.Optional(languageTag),
    device: Type.Optional(device),
  }),
  result: newGuest,
  errors: ["forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
