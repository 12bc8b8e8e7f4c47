/** What only the sender's browser knows of a video: its size, its length, a picture to show until it plays. */
export interface VideoFacts {
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  readonly poster?: Blob;
}

const waitMs = 8_000;
const posterWidthMax = 1_280;
/** The very first picture is often black. */
const posterAtSeconds = 0.5;

function once(target: EventTarget, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${name}`)), waitMs);
    target.addEventListener(
      name,
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** Nothing of what this browser cannot play. */
export async function readVideo(url: string): Promise<VideoFacts> {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  video.src = url;
  try {
    await once(video, "loadeddata");
    const { videoWidth: width, videoHeight: height, duration } = video;
    video.currentTime = Math.min(posterAtSeconds, Number.isFinite(duration) ? duration / 2 : 0);
    await once(video, "seeked");
    const poster = await drawn(video);
    return {
      ...(width > 0 && height > 0 ? { width, height } : {}),
      ...(Number.isFinite(duration) ? { durationMs: Math.round(duration * 1000) } : {}),
      ...(poster === null ? {} : { poster }),
    };
  } catch {
    return {};
  } finally {
    video.removeAttribute("src");
    video.load();
  }
}

function drawn(video: HTMLVideoElement): Promise<Blob | null> {
  const scale = Math.min(1, posterWidthMax / Math.max(1, video.videoWidth));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
}
