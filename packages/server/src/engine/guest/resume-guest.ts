import { ParleyError } from "@parley/protocol";
import { openSession } from "../account/open-session.ts";
import { writeOperation } from "../operation.ts";
import { secretDigest } from "./create-guest.ts";

export const resumeGuest = writeOperation<"guest.resume", { userId: number }>({
  async prepare({ reader, ports }, _actor, args) {
    // Found by its digest, so that a wrong secret costs no place in the writer's queue.
    const guest = await reader.guests.findBySecret(secretDigest(ports, args.guestSecret));
    if (guest === null) throw new ParleyError("credentials_invalid");
    return guest;
  },
  async run(context, _actor, args, { userId }) {
    const { tx, ports } = context;
    const now = ports.clock.now();
    const user = await tx.users.lock(userId);
    const guest = await tx.guests.findBySecret(secretDigest(ports, args.guestSecret));
    const isSame = guest?.userId === userId && guest.mergedInto === null;
    if (!isSame || user?.role !== "guest") throw new ParleyError("credentials_invalid");
    await tx.activity.note([userId], now);
    return openSession(context, user, args.device);
  },
});
