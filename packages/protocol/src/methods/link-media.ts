import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { mediaId } from "../model/media.ts";
import { time } from "../model/scalars.ts";

export const linkMedia = defineMethod({
  name: "media.link",
  summary: "Addresses at which files can be fetched for a while, such as in an <img>.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({ ids: Type.Array(mediaId(), { minItems: 1, maxItems: limits.mediaLinksMax }) }),
  result: Type.Object({
    links: Type.Array(
      Type.Object({
        id: mediaId(),
        url: Type.String({ description: "Path on this server." }),
        expiresAt: time("Until when it holds; the right to see the file may end before."),
      }),
      { description: "Of what the caller may see, in the order asked for; the rest is left out." },
    ),
  }),
  errors: [],
  rate: { perMinute: 300, burst: 150 },
});
