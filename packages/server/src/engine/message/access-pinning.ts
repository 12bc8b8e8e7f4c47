import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { Ports } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { StoredMessage } from "../ports/store-log.ts";
import { acceptChange } from "./accept-change.ts";
import { accessMessage } from "./access-message.ts";
import { hasRight } from "./message-rights.ts";

/** The message, if the actor may pin in its conversation (MSG-45). @throws not_found, forbidden, not_accepted */
export async function accessPinning(
  tx: Transaction,
  ports: Ports,
  actor: UserActor,
  conversationId: number,
  id: string,
): Promise<StoredMessage> {
  const { member, message } = await accessMessage(tx, actor, conversationId, id);
  if (message.body === null) throw new ParleyError("not_found");
  if (!(await hasRight(tx, member, "pin"))) throw new ParleyError("forbidden");
  await acceptChange(tx, ports, member);
  return message;
}
