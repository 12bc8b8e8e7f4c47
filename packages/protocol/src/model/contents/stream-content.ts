import { Type } from "typebox";
import { textContent } from "./text-content.ts";

/** A text that a bot is still writing: `stream.get` has what there is. It becomes a `text` when it is whole. */
export const streamContent = Type.Object({
  type: Type.Literal("stream"),
  format: textContent.properties.format,
});
