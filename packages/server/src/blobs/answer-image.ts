import { ParleyError } from "@parley/protocol";
import { cleanImage } from "./clean-image.ts";
import { composeFaces } from "./compose-faces.ts";
import type { ImageAnswer, ImageTask } from "./images.ts";

/** What the thread of images answers: never an exception, which would take the thread along. */
export async function answerImage(task: ImageTask): Promise<ImageAnswer> {
  try {
    const image = "faces" in task ? await composeFaces(task.faces) : await cleanImage(task.path, task.type);
    return { ok: true, image };
  } catch (error) {
    const refusal = error instanceof ParleyError ? error.toWire() : null;
    return { ok: false, refusal, reason: String(error) };
  }
}
