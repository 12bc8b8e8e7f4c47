/**
 * Pictures of people and groups in what a dialect says: `/media/<id>` is the same for everybody, and one reader fetches it
 * by a link of their own. Invariant: a link is only ever told to whom it was made for.
 */
import type { Clock } from "../../engine/ports/clock.ts";
import type { Caller, DialectHost } from "../dialect.ts";
import { createCache } from "./cache.ts";

/** Alone in its text, or among others with commas between. */
const picturePattern = /(?<=[",])\/media\/([0-9a-f]{32})(?=[",])/g;
/** Links hold an hour at least. */
const linksCached = { max: 20_000, ttlMs: 1_800_000 };
/** More than these one answer does not name. */
const picturesMax = 200;

export function createShownPictures(clock: Clock, call: DialectHost["call"]): DialectHost["shownPictures"] {
  const links = createCache<string, string>(clock, linksCached);

  async function linkOf(caller: Caller, userId: number, id: string): Promise<string> {
    return links.get(`${userId} ${id}`, async () => {
      const found = await call(caller, "media.link", { ids: [id] });
      return found.links[0]?.url ?? "";
    });
  }

  return async (caller, json) => {
    if (caller.actor.kind !== "user" || !json.includes("/media/")) return json;
    const { userId } = caller.actor;
    const ids = new Set([...json.matchAll(picturePattern)].flatMap(([, id]) => id ?? []));
    const found = new Map<string, string>();
    for (const id of [...ids].slice(0, picturesMax)) found.set(id, await linkOf(caller, userId, id));
    return json.replaceAll(picturePattern, (address: string, id: string) => found.get(id) || address);
  };
}
