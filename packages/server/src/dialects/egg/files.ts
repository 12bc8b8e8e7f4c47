/**
 * Addresses of files as the contract has them: `/public/uploads/Diy/<dir>/<YYYYMMDD>/<ms>_<id><ext>`. Each reader gets
 * them with a signed query that holds for a while; without it the reader's token says who asks.
 */
import { ParleyError } from "@parley/protocol";
import type { Caller, DialectHost } from "../dialect.ts";

/** More than these one message does not name. */
const addressesMax = 10;
const addressPattern = /\/public\/uploads\/[\w/-]{1,200}_([0-9a-f]{32})(?:\.\w{1,10})?/;
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

  function queryOf(caller: Caller, userId: number, id: string): Promise<string> {
    const load = async () => (await linkOf(caller, id)).split("?")[1] ?? "";
    return queries.get(`${userId} ${id}`, load).catch((error: unknown) => {
      if (error instanceof ParleyError && error.code === "not_found") return "";
      throw error;
    });
  }

  return {
    linkOf,
    /** Completes the addresses that a text names, for one reader. */
    async signed(caller: Caller, userId: number, text: string): Promise<string> {
      const ids = fileIdsIn(text);
      if (ids.length === 0) return text;
      const asked = ids.map(async (id) => [id, await queryOf(caller, userId, id)] as const);
      const found = new Map(await Promise.all(asked));
      return text.replaceAll(everyAddress, (address: string, id: string) => {
        const query = found.get(id) ?? "";
        return query === "" ? address : `${address}?${query}`;
      });
    },
    addressOf: (id: string, at: number, type: string | null, directory = "parley") =>
      `/public/uploads/Diy/${directory}/${dayOf(at)}/${at}_${id}${extensions[type ?? ""] ?? ""}`,
  };
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
