import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { media, mediaKind, mediaName } from "../model/media.ts";

export const createMedia = defineMethod({
  name: "media.create",
  summary: "Announces a file: checks its size against the limits, and reserves the room.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    kind: mediaKind,
    name: mediaName,
    bytes: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: "At most so large." }),
    durationMs: Type.Optional(Type.Integer({ minimum: 0, maximum: limits.mediaDurationMsMax })),
  }),
  result: Type.Object({ media }),
  errors: ["limit_reached", "payload_too_large"],
  rate: { perMinute: 120, burst: 60 },
});
