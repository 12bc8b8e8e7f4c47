/** Addresses of uploads: in the shape of the contract, with the file's id in the place of its random digits. */

const pattern = /(?:^|\/)asset\/upload\/\d{10}([0-9a-f]{32})\.[a-z0-9]{1,8}(?:[?#].*)?$/;

export function uploadAddress(mediaId: string, atMs: number, extension: string): string {
  return `./asset/upload/${String(Math.floor(atMs / 1_000)).padStart(10, "0")}${mediaId}${extension}`;
}

/** The picture of somebody as the contract's pages fetch it; what is no file of this server's stays. */
export function pictureAddress(avatar: string | null): string {
  const id = /^\/media\/([0-9a-f]{32})$/.exec(avatar ?? "")?.[1];
  return id === undefined ? (avatar ?? "") : uploadAddress(id, 0, ".png").slice(1);
}

/** The id of the file that an address names; null when it is none of ours. */
export function mediaOfAddress(address: string): string | null {
  return pattern.exec(address)?.[1] ?? null;
}

/** As in the file's own name, where it is a plain one. */
export function extensionOf(fileName: string): string {
  return /\.[a-z0-9]{1,8}$/.exec(fileName.toLowerCase())?.[0] ?? ".png";
}
