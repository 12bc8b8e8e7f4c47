/** What of a picture is cut out: a square around a point, both as shares of the picture. */
export interface Crop {
  /** 1 shows all of the shorter side. */
  readonly zoom: number;
  readonly centerX: number;
  readonly centerY: number;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export const wholeCrop: Crop = { zoom: 1, centerX: 0.5, centerY: 0.5 };
export const zoomMax = 4;

/** Of what is uploaded: twice of the largest that is shown, on fine screens. */
const sidePixelsMax = 512;
const quality = 0.9;

/** The same crop, moved so far that it shows nothing beyond the picture. */
export function withinPicture({ zoom, centerX, centerY }: Crop, { height, width }: PictureSize): Crop {
  const side = Math.min(width, height) / zoom;
  const within = (center: number, length: number) => {
    const margin = side / 2 / length;
    return Math.min(Math.max(center, margin), 1 - margin);
  };
  return { zoom, centerX: within(centerX, width), centerY: within(centerY, height) };
}

/** The square as a file. @throws where the browser cannot make one */
export async function cutOut(image: HTMLImageElement, crop: Crop): Promise<Blob> {
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const side = Math.min(width, height) / crop.zoom;
  const target = Math.max(1, Math.min(Math.round(side), sidePixelsMax));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [target, target];
  const paint = canvas.getContext("2d");
  if (paint === null) throw new Error("no canvas");
  // JPEG has nothing transparent.
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, target, target);
  paint.imageSmoothingQuality = "high";
  const [left, top] = [crop.centerX * width - side / 2, crop.centerY * height - side / 2];
  paint.drawImage(image, left, top, side, side, 0, 0, target, target);
  const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  if (file === null) throw new Error("no picture");
  return file;
}
