/**
 * Addresses of files as the contract has them: `/public/uploads/Diy/<dir>/<YYYYMMDD>/<ms>_<id><ext>`. Each reader gets
 * them with a signed query that holds for a while; without it the reader's token says who asks.
 */
import { limits, ParleyError } from "@parley/protocol";
import type { Caller, DialectHost } from "../dialect.ts";

/** More than these one message does not name. */
const addressesMax = 10;
const addressPattern = /\/public\/uploads\/[\w/-]{1,200}_([0-9a-f]{32})(?:\.\w{1,10})?/;
/** Where operations name the pictures of people and groups; several of a group have commas between. */
const pictures = "/media/";
const everyPicture = /(?<=[",])\/media\/([0-9a-f]{32})(?=[",])/g;
const everyAddress = new RegExp(addressPattern, "g");
const extensions: Readonly<Record<string, string>> = {
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "image/gif": ".gif",
  "image/webp": ".webp",
  "video/mp4": ".mp4",
  "video/webm": ".webm",
  "audio/mpeg": ".mp3",
  "audio/mp4": ".m4a",
  "audio/ogg": ".ogg",
  "application/pdf": ".pdf",
};
const linksCached = { max: 20_000, ttlMs: 1_800_000 };

export type Files = ReturnType<typeof createFiles>;

export function createFiles(host: DialectHost) {
  const queries = host.cache<string, string>(linksCached);

  /** @throws not_found what the caller does not see */
  async function linkOf(caller: Caller, id: string): Promise<string> {
    const { links } = await host.call(caller, "media.link", { ids: [id] });
    const url = links[0]?.url;
    if (url === undefined) throw new ParleyError("not_found");
    return url;
  }

  /** The signed queries of files that one reader sees. */
  async function queriesOf(caller: Caller, userId: number, ids: readonly string[]) {
    const found = new Map(ids.map((id) => [id, queries.known(`${userId} ${id}`) ?? ""]));
    const asked = ids.filter((id) => found.get(id) === "").slice(0, limits.mediaLinksMax);
    if (asked.length === 0) return found;
    const { links } = await host.call(caller, "media.link", { ids: asked });
    for (const { id, url } of links) {
      const query = url.split("?")[1] ?? "";
      found.set(id, await queries.get(`${userId} ${id}`, () => Promise.resolve(query)));
    }
    return found;
  }

  return {
    linkOf,
    /** Completes the addresses that a text names, for one reader. */
    async signed(caller: Caller, userId: number, text: string): Promise<string> {
      const ids = fileIdsIn(text);
      if (ids.length === 0) return text;
      const found = await queriesOf(caller, userId, ids);
      return text.replaceAll(everyAddress, (address: string, id: string) => {
        const query = found.get(id) ?? "";
        return query === "" ? address : `${address}?${query}`;
      });
    },
    /** Pictures of people and groups in an answer or a frame, as one reader fetches them. */
    async withPictures(caller: Caller, userId: number, text: string): Promise<string> {
      if (!text.includes(pictures)) return text;
      const ids = [...text.matchAll(everyPicture)].flatMap(([, id]) => id ?? []);
      const found = ids.length === 0 ? null : await queriesOf(caller, userId, [...new Set(ids)]);
      return text.replaceAll(everyPicture, (_address, id: string) => {
        const query = found?.get(id) ?? "";
        return query === "" ? pictureOf(id) : `${pictureOf(id)}?${query}`;
      });
    },
    addressOf: (id: string, at: number, type: string | null, directory = "parley") =>
      `/public/uploads/Diy/${directory}/${dayOf(at)}/${at}_${id}${extensions[type ?? ""] ?? ""}`,
  };
}

/** Of a picture, for whoever brings a token. */
function pictureOf(id: string): string {
  return `/public/uploads/Diy/avatar/0/0_${id}`;
}

/** A picture as the contract's records have it, for a reader that nobody knows. */
export function plainPicture(avatar: string): string {
  return avatar.startsWith(pictures) ? pictureOf(avatar.slice(pictures.length)) : avatar;
}

/** What a client says of its picture, as the operations take it. */
export function pictureFrom(address: string): string {
  const id = fileIdIn(address);
  return id === null ? address : pictures + id;
}

/** The file that an address of this server names; null for every other. */
export function fileIdIn(text: string): string | null {
  return addressPattern.exec(text)?.[1] ?? null;
}

/** The files that a text names, each once. */
export function fileIdsIn(text: string): string[] {
  const ids = [...text.matchAll(everyAddress)].flatMap(([, id]) => id ?? []);
  return [...new Set(ids)].slice(0, addressesMax);
}

/** Signed queries are of one reader: what is sent on goes without them. */
export function withoutQueries(text: string): string {
  return text.replaceAll(/(_[0-9a-f]{32}(?:\.\w{1,10})?)\?user=\d+&expires=\d+&signature=[\w-]+/g, "$1");
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
}
