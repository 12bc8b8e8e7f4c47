import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { media } from "../model/media.ts";
import { limit } from "../model/scalars.ts";

export const listMedia = defineMethod({
  name: "media.list",
  summary: "The caller's own files, complete or not, the newest first, and how much of the room they take.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    cursor: Type.Optional(
      Type.String({ pattern: "^[0-9]{1,15}-[0-9a-f]{32}$", description: "The `next` of the page before." }),
    ),
    limit: Type.Optional(limit(limits.mediaPageMax, limits.mediaPageDefault)),
  }),
  result: Type.Object({
    files: Type.Array(
      Type.Object({
        media,
        isUsed: Type.Boolean({ description: "A message shows it: it cannot be removed." }),
      }),
    ),
    next: Type.Union([Type.String(), Type.Null()], { description: "For what is older; null at the end." }),
    usedBytes: Type.Integer({
      minimum: 0,
      description: "Size of all files, of those that still arrive too.",
    }),
    quotaBytes: Type.Integer({ minimum: 0, description: "How much that may be." }),
  }),
  errors: [],
  rate: { perMinute: 240, burst: 60 },
});
