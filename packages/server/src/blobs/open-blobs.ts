import { join } from "node:path";
import type { Blobs } from "../engine/ports/blobs.ts";
import type { Intake } from "../engine/ports/intake.ts";
import type { PictureMaker } from "../engine/ports/picture-maker.ts";
import type { MediaFacts } from "../engine/ports/store-media.ts";
import { createFolderBlobs } from "./folder-blobs.ts";
import { createImages } from "./images.ts";
import { createIntake } from "./intake.ts";
import { keepThumbnail } from "./keep-thumbnail.ts";
import { createPictureMaker } from "./picture-maker.ts";
import { createS3Blobs } from "./s3-blobs.ts";

/**
 * Where files are kept, and where they arrive, by the configuration. Opens nothing yet; a thread for images begins with
 * the first of them. @throws StartError
 */
export function openBlobs(
  options: { readonly data: string; readonly mediaUrl: string },
  startImageThread: () => Worker,
): {
  readonly blobs: Blobs;
  readonly intake: Intake;
  readonly pictureMaker: PictureMaker;
  keepThumbnail(key: string, picture: Uint8Array): Promise<MediaFacts | null>;
} {
  const { data, mediaUrl } = options;
  const blobs = mediaUrl === "" ? createFolderBlobs(join(data, "blobs")) : createS3Blobs(mediaUrl);
  const images = createImages(startImageThread);
  const folder = join(data, "uploads");
  return {
    blobs,
    intake: createIntake(folder, blobs, images),
    pictureMaker: createPictureMaker(blobs, images),
    keepThumbnail: (key, picture) => keepThumbnail({ blobs, images, folder }, key, picture),
  };
}
