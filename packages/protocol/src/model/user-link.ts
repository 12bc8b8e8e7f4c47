import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";

/** A link that leads to a person, for being added by whoever is shown it. */
export const userLink = Type.Object({
  code: Type.String({ maxLength: limits.linkCodeCharsMax }),
  path: Type.String({ description: "`/u/` and the code: the link, below the address of the server." }),
  url: Type.Union([Type.String(), Type.Null()], {
    description:
      "The whole link; null when the server has no `allowedOrigins`, the first of which is its address.",
  }),
  svg: Type.String({ description: "QR code of the whole link, or of the path, as an SVG picture." }),
});
export type UserLink = Static<typeof userLink>;
