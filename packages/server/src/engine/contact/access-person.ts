/**
 * The way of guests to what is kept about a person. It answers `not_found` for everybody they have nothing to do with:
 * the name is part of what is kept, and ids can be counted up (GUE-6). Others see everybody.
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { Reader } from "../ports/store.ts";

export async function accessPerson(
  reader: Pick<Reader, "contacts" | "members">,
  actor: UserActor,
  userId: number,
): Promise<void> {
  if (actor.role !== "guest") return;
  const acquaintances = await reader.members.acquaintances(actor.userId, [userId]);
  if (acquaintances.length > 0) return;
  const kept = await reader.contacts.find(actor.userId, userId);
  if (kept === null || !(kept.isFollowed || kept.isBlocked)) throw new ParleyError("not_found");
}
