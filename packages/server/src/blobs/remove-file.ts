import type { Blobs } from "../engine/ports/blobs.ts";
import type { Intake } from "../engine/ports/intake.ts";
import { copyWidths } from "./clean-image.ts";

/** Removes all there is under a key: the blob, its smaller copies, and what arrived of an upload. */
export async function removeFile(blobs: Blobs, intake: Intake, key: string): Promise<void> {
  await intake.discard(key);
  for (const width of copyWidths) await blobs.remove(`${key}-${width}`);
  await blobs.remove(key);
}
