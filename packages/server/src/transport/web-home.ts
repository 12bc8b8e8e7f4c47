/**
 * Where the web client's first page is. All its other pages and files have paths of their own, so only what names the
 * first one is written differently.
 */
import type { Asset, Assets } from "./static-files.ts";

/** What names the first page in the built files. */
const places = {
  "/index.html": ['<html lang="en"', (home: string) => `<html lang="en" data-home="${home}"`],
  "/manifest.webmanifest": ['"start_url": "/"', (home: string) => `"start_url": "${home}"`],
} as const;

/** The same files for a first page at `home`. @throws Error when the build does not name its first page as expected */
export async function assetsAt(home: string, assets: Assets): Promise<Assets> {
  if (home === "/") return assets;
  const placed = new Map(assets);
  for (const [path, [named, rename]] of Object.entries(places)) {
    const asset = assets.get(path);
    if (asset !== undefined) placed.set(path, await rewritten(asset, named, rename(home)));
  }
  return placed;
}

async function rewritten({ body, contentType }: Asset, from: string, to: string): Promise<Asset> {
  const text = await body.text();
  if (!text.includes(from)) throw new Error(`the web client's build has no ${from}`);
  return { body: new Blob([text.replace(from, to)]), contentType };
}
