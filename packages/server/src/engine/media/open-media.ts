import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { ReadOperation } from "../operation.ts";
import { findVisibleMedia } from "./access-media.ts";
import { isLinkRight } from "./media-seals.ts";

export const openMedia: ReadOperation<"media.open"> = {
  kind: "read",
  async run({ reader, ports }, _actor, { id, userId, expiresAt, signature }) {
    const isRight = isLinkRight(ports.tokens.digest, { id, userId, expiresAt }, signature);
    if (!isRight || expiresAt <= ports.clock.now()) throw new ParleyError("not_found");
    // The link tells who it was given to; what that person may see is asked now, not when it was given (MED-21).
    const user = await reader.users.find(userId);
    if (user === null || !user.isEnabled) throw new ParleyError("not_found");
    const holder: UserActor = { kind: "user", userId, role: user.role, sessionId: "" };
    const media = await findVisibleMedia(reader, holder, id);
    if (media === null || media.type === null) throw new ParleyError("not_found");
    return { blob: media.blobKey, name: media.name, type: media.type, bytes: media.bytes };
  },
};
