import { ParleyError } from "@parley/protocol";
import { type CleanImage, cleanImage, makeThumbnail } from "./clean-image.ts";
import { composeFaces } from "./compose-faces.ts";
import type { CleanTask, ImageAnswer, ImageTask } from "./images.ts";

/** What the thread of images answers: never an exception, which would take the thread along. */
export async function answerImage(task: ImageTask): Promise<ImageAnswer> {
  try {
    return { ok: true, image: await ("faces" in task ? composeFaces(task.faces) : cleaned(task)) };
  } catch (error) {
    const refusal = error instanceof ParleyError ? error.toWire() : null;
    return { ok: false, refusal, reason: String(error) };
  }
}

function cleaned({ path, type, isThumbnail }: CleanTask): Promise<CleanImage> {
  return isThumbnail === true ? makeThumbnail(path) : cleanImage(path, type);
}
