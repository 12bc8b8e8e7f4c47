/** Addresses of uploads: in the shape of the contract, with the file's id in the place of its random digits. */

/** Digits of 128 bits. */
const idDigits = 39;
const pattern = /(?:^|\/)asset\/upload\/\d{10}(\d{39})\.[a-z0-9]{1,8}(?:[?#].*)?$/;
const extensionPattern = /^\.[a-z0-9]{1,8}$/;

export function uploadAddress(mediaId: string, atMs: number, extension: string): string {
  const digits = BigInt(`0x${mediaId}`).toString().padStart(idDigits, "0");
  return `./asset/upload/${String(Math.floor(atMs / 1_000)).padStart(10, "0")}${digits}${extension}`;
}

/** The picture of somebody as the contract's pages fetch it; what is no file of this server's stays. */
export function pictureAddress(avatar: string | null): string {
  const id = /^\/media\/([0-9a-f]{32})$/.exec(avatar ?? "")?.[1];
  return id === undefined ? (avatar ?? "") : uploadAddress(id, 0, ".png").slice(1);
}

/** The id of the file that an address names; null when it is none of ours. */
export function mediaOfAddress(address: string): string | null {
  const digits = pattern.exec(address)?.[1];
  if (digits === undefined) return null;
  const id = BigInt(digits).toString(16).padStart(32, "0");
  return id.length === 32 ? id : null;
}

/** As in the file's own name, where it is a plain one, or as the form says of a recording, which has no name. */
export function extensionOf(fileName: string, fileType: string): string {
  const [named] = /\.[a-z0-9]{1,8}$/.exec(fileName.toLowerCase()) ?? [];
  if (named !== undefined) return named;
  const said = fileType.trim().toLowerCase();
  return extensionPattern.test(said) ? said : ".png";
}
