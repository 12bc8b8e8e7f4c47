import { type GroupCard, limits, ParleyError } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import { findGroups } from "./find-groups.ts";
import { groupCards } from "./group-card.ts";

export const searchGroups: ReadOperation<"group.search"> = {
  kind: "read",
  async run({ reader }, { userId }, { query, category, cursor, limit = limits.directoryPageDefault }) {
    const place = placeOf(cursor);
    const wanted = category ?? null;
    return query === undefined
      ? listPage(reader, userId, wanted, place, limit)
      : searchPage(reader, userId, query, wanted, place ?? 0, limit);
  },
};

interface Page {
  readonly groups: GroupCard[];
  readonly cursor: string | null;
}

async function listPage(
  reader: Reader,
  userId: number,
  category: number | null,
  beforeId: number | null,
  limit: number,
): Promise<Page> {
  const ids = await reader.directory.page({ category, beforeId, limit: limit + 1 });
  const page = ids.slice(0, limit);
  const groups = await publicCards(reader, userId, page);
  return { groups, cursor: ids.length > limit ? String(page.at(-1)) : null };
}

/** Of what was found, which is bounded, from that place on. */
async function searchPage(
  reader: Reader,
  userId: number,
  query: string,
  category: number | null,
  from: number,
  limit: number,
): Promise<Page> {
  const ids = await findGroups(reader, query);
  const groups: GroupCard[] = [];
  let place = from;
  while (place < ids.length && groups.length < limit) {
    const part = ids.slice(place, place + limit - groups.length);
    const cards = await publicCards(reader, userId, part);
    groups.push(...cards.filter((card) => category === null || card.category === category));
    place += part.length;
  }
  return { groups, cursor: place < ids.length ? String(place) : null };
}

/** In the order of the ids; what is not public any more is left out. */
async function publicCards(reader: Reader, userId: number, ids: readonly number[]): Promise<GroupCard[]> {
  const cards = new Map((await reader.directory.cards(ids)).map((card) => [card.conversationId, card]));
  const shown = ids.flatMap((id) => {
    const card = cards.get(id);
    return card?.isPublic === true ? [card] : [];
  });
  return groupCards(reader, userId, shown);
}

function placeOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (/^[0-9]{1,15}$/.test(cursor)) return Number(cursor);
  throw new ParleyError("invalid_arguments", { details: { path: "/cursor" } });
}
