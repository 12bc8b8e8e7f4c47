import type { WriteOperation } from "../operation.ts";
import { keptName } from "./media-name.ts";
import { announceRefusal } from "./media-policy.ts";
import { newMediaId } from "./media-seals.ts";
import { publicMedia } from "./public-media.ts";

export const createMedia: WriteOperation<"media.create"> = {
  kind: "write",
  async run({ tx, ports }, actor, { kind, name, bytes, durationMs = null }) {
    // Held, so that files announced at once are counted one after the other (MED-12).
    await tx.users.lock(actor.userId);
    const usage = await tx.media.usage(actor.userId);
    const refusal = announceRefusal({ kind, bytes, isGuest: actor.role === "guest" }, usage, ports.options);
    if (refusal !== null) throw refusal;
    const id = newMediaId(ports);
    const createdAt = ports.clock.now();
    const announced = { id, ownerId: actor.userId, kind, name: keptName(name), bytes, durationMs, createdAt };
    await tx.media.insert(announced);
    const unknown = {
      type: null,
      sha256: null,
      width: null,
      height: null,
      placeholder: null,
      completeAt: null,
    };
    return { media: publicMedia({ ...announced, ...unknown, blobKey: id }) };
  },
};
