import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";
import { accessOwnMedia } from "./access-media.ts";

export const deleteMedia: WriteOperation<"media.delete"> = {
  kind: "write",
  async run({ tx }, actor, { id }) {
    await accessOwnMedia(tx, actor, id);
    // A message that shows it is recalled first.
    if (!(await tx.media.remove(id))) throw new ParleyError("conflict");
    return {};
  },
};
