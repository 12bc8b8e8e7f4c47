/** What somebody who is not in a group calls it: its id, its number, or the name of a public one. */
import { type GroupCard, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { onlyNameOf } from "../conversation/only-name-of.ts";
import type { Reader } from "../ports/store.ts";
import { groupsCalled } from "./find-groups.ts";
import { groupCards } from "./group-card.ts";

export interface NamedGroup {
  readonly conversationId?: number;
  readonly number?: string;
  readonly name?: string;
}

/** @throws invalid_arguments, not_found, conflict where several public groups are called so */
export async function groupNamed(reader: Pick<Reader, "directory">, named: NamedGroup): Promise<number> {
  const by = onlyNameOf(named, ["conversationId", "number", "name"]);
  if (by === "conversationId") return named.conversationId ?? 0;
  if (by === "number") {
    const id = await reader.directory.findByNumber(named.number ?? "");
    if (id === null) throw new ParleyError("not_found");
    return id;
  }
  const [first, ...others] = await groupsCalled(reader, named.name ?? "");
  if (first === undefined) throw new ParleyError("not_found");
  if (others.length > 0) {
    throw new ParleyError("conflict", { message: "Several groups are called so: ask by number or id." });
  }
  return first;
}

/** @throws not_found for a group that neither is public nor lets this person come in by themselves */
export async function visibleCard(
  { directory, invites }: Pick<Reader, "directory" | "invites">,
  actor: UserActor,
  conversationId: number,
): Promise<GroupCard> {
  const [stored] = await directory.cards([conversationId]);
  const [card] = await groupCards({ invites }, actor.userId, stored === undefined ? [] : [stored]);
  if (stored === undefined || card === undefined) throw new ParleyError("not_found");
  const isShown = stored.isPublic || card.join !== "closed";
  if (!isShown || (actor.role === "guest" && !card.guestsMayJoin)) throw new ParleyError("not_found");
  return card;
}
