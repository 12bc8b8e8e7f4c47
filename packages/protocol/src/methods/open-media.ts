import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { mediaId } from "../model/media.ts";
import { time, userId } from "../model/scalars.ts";

export const openMedia = defineMethod({
  name: "media.open",
  summary: "Whether a link of media.link still opens its file. The server asks it itself for each GET.",
  callers: "anyone",
  kind: "read",
  params: Type.Object({
    id: mediaId(),
    userId: userId("Whose link it is."),
    expiresAt: time("Until when it holds."),
    signature: Type.String({ maxLength: limits.mediaSignatureCharsMax }),
  }),
  result: Type.Object({
    blob: mediaId("Where its bytes are."),
    name: Type.String(),
    type: Type.String(),
    bytes: Type.Integer({ minimum: 0 }),
  }),
  errors: ["not_found"],
  rate: { perMinute: 6000, burst: 3000 },
});
