/** Ends pages by their bytes, so that no answer is larger than a reader and its socket can bear (INV-24). */
import { limits } from "@parley/protocol";

/** The first texts that fit, one at least. */
export function fitFromStart(
  texts: readonly string[],
  bytesMax: number = limits.pageBytesMax,
): readonly string[] {
  let bytes = 0;
  const end = texts.findIndex((text, index) => {
    bytes += Buffer.byteLength(text);
    return index > 0 && bytes > bytesMax;
  });
  return end < 0 ? texts : texts.slice(0, end);
}

/** The last texts that fit, one at least. */
export function fitFromEnd(texts: readonly string[], bytesMax?: number): readonly string[] {
  return fitFromStart(texts.toReversed(), bytesMax).toReversed();
}
