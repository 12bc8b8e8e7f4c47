/** Composition root of the thread that cleans images. Invariant: every image is answered, one at a time (images.ts). */
import { answerImage } from "./blobs/answer-image.ts";
import type { ImageTask } from "./blobs/images.ts";

declare const self: Worker;

self.onmessage = async ({ data }: MessageEvent<ImageTask>) => {
  self.postMessage(await answerImage(data));
};
