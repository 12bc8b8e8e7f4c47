import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { mediaId } from "../model/media.ts";

export const deleteMedia = defineMethod({
  name: "media.delete",
  summary: "Removes a file of one's own that no message shows, or gives up its upload.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({ id: mediaId() }),
  result: Type.Object({}),
  errors: ["not_found", "conflict"],
  rate: { perMinute: 120, burst: 60 },
});
