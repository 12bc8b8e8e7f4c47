import { ParleyError } from "@parley/protocol";
import { cleanImage } from "./clean-image.ts";
import type { ImageAnswer, ImageTask } from "./images.ts";

/** What the thread of images answers: never an exception, which would take the thread along. */
export async function answerImage({ path, type }: ImageTask): Promise<ImageAnswer> {
  try {
    return { ok: true, image: await cleanImage(path, type) };
  } catch (error) {
    const refusal = error instanceof ParleyError ? error.toWire() : null;
    return { ok: false, refusal, reason: String(error) };
  }
}
