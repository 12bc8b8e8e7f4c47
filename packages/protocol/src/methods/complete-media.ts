import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { media } from "../model/media.ts";

export const completeMedia = defineMethod({
  name: "media.complete",
  summary: "Makes an uploaded file usable. The server calls it itself when it has all of the bytes.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    receipt: Type.String({
      maxLength: limits.mediaReceiptCharsMax,
      description: "What the server found in the bytes, sealed by it.",
    }),
  }),
  result: Type.Object({ media }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 240, burst: 120 },
});
