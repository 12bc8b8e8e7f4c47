import type { App } from "../../app/app-context.ts";
import { mediaUrl } from "./media-links.ts";

/** The copy that every size of a picture here is shown well with. */
const pictureWidth = 320;

/**
 * Where the picture of a person or a group is fetched: a file by an address of one's own, everything else of this server
 * as it is. Null where there is none, while it is not known, and for what is on another server: reading a message must
 * not call on anybody else.
 */
export function pictureUrl(app: App | undefined, address: string | null | undefined): string | null {
  const id = /^\/media\/([0-9a-f]{32})$/.exec(address ?? "")?.[1];
  if (id !== undefined) return app === undefined ? null : (mediaUrl(app, id, pictureWidth) ?? null);
  return address?.startsWith("/") && !address.startsWith("//") ? address : null;
}
