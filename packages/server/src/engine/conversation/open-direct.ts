import { holdPair } from "../contact/hold-pair.ts";
import { ruleDirect } from "../contact/rule-direct.ts";
import { takeReachTurn } from "../guest/guest-limits.ts";
import { changeOwnState } from "../inbox/change-own-state.ts";
import type { WriteOperation } from "../operation.ts";
import { openDirectBetween } from "./open-direct-between.ts";

export const openDirect: WriteOperation<"conversation.openDirect"> = {
  kind: "write",
  async run({ tx, ports, address }, actor, args) {
    // Held, so that the rules it opens with are those of the moment it can be seen.
    const peer = await holdPair(tx, actor, args.userId);
    const userIds = [actor.userId, peer.id] as const;
    const known = await tx.conversations.findDirect(userIds);
    if (known === null) takeReachTurn(ports, actor, address);
    const conversation = await openDirectBetween(tx, userIds, actor.userId, ports.clock.now());
    if (known === null) await ruleDirect(tx, userIds);
    else await changeOwnState({ tx, ports }, actor, known, () => ({ unlistedSeq: undefined }));
    return { conversation };
  },
};
