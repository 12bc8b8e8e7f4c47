/** How large files may be, and which may be uploaded. Pure. */
import { type MediaKind, ParleyError } from "@parley/protocol";

export interface MediaLimits {
  readonly imageBytesMax: number;
  readonly voiceBytesMax: number;
  readonly videoBytesMax: number;
  readonly fileBytesMax: number;
  readonly mediaQuotaBytes: number;
  readonly guestMediaQuotaBytes: number;
  readonly groupMediaQuotaBytes: number;
}

export function bytesMaxOf(kind: MediaKind, limits: MediaLimits): number {
  return limits[`${kind}BytesMax`];
}

export function quotaBytesOf(isGuest: boolean, limits: MediaLimits): number {
  return isGuest ? limits.guestMediaQuotaBytes : limits.mediaQuotaBytes;
}

/** Uploads of one owner that are not complete. */
export const openUploadsMax = 50;

/** Why a file may not be announced, or null (MED-11, MED-12). */
export function announceRefusal(
  file: { readonly kind: MediaKind; readonly bytes: number; readonly isGuest: boolean },
  usage: { readonly bytes: number; readonly openCount: number },
  limits: MediaLimits,
): ParleyError | null {
  const bytesMax = bytesMaxOf(file.kind, limits);
  if (file.bytes > bytesMax) return new ParleyError("payload_too_large", { details: { bytesMax } });
  const quotaBytes = quotaBytesOf(file.isGuest, limits);
  if (usage.bytes + file.bytes > quotaBytes)
    return new ParleyError("limit_reached", { details: { quotaBytes } });
  if (usage.openCount >= openUploadsMax) {
    return new ParleyError("limit_reached", { details: { openUploadsMax } });
  }
  return null;
}

/** Why the files of a group may not grow from so many bytes to so many, or null (MED-16). */
export function groupRefusal(
  { before, after }: { readonly before: number; readonly after: number },
  limits: MediaLimits,
): ParleyError | null {
  const quotaBytes = limits.groupMediaQuotaBytes;
  if (after <= before || after <= quotaBytes) return null;
  return new ParleyError("limit_reached", { details: { quotaBytes } });
}
