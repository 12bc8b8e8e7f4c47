import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { media, mediaId } from "../model/media.ts";

export const getMedia = defineMethod({
  name: "media.get",
  summary: "A file of one's own, complete or not.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ id: mediaId() }),
  result: Type.Object({ media }),
  errors: ["not_found"],
  rate: { perMinute: 600, burst: 300 },
});
