/** How the picture of a person or a group names a file: everybody is told the same, and asks `media.link` for an address. */

export function pictureAddress(mediaId: string): string {
  return `/media/${mediaId}`;
}

/** The file that an address names; null where it is none of ours. */
export function pictureIdIn(address: string | null): string | null {
  return /^\/media\/([0-9a-f]{32})$/.exec(address ?? "")?.[1] ?? null;
}

/** Whether it is in the place of files, though it may name none. */
export function isFileAddress(address: string): boolean {
  return /^\/media(\/|$)/.test(address);
}
