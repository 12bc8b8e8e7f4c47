/**
 * Has images cleaned in a thread of their own, one at a time, since each may need the memory of `imagePixelsMax`. Owns
 * that thread, which begins with the first image and ends after a pause, and with it the memory. Invariant: no image
 * takes longer than its time: then its thread is ended and the next image gets another (SEC-15).
 */
import { ParleyError, type WireError } from "@parley/protocol";
import type { CleanImage } from "./clean-image.ts";
import type { ComposedImage, PaintedFace } from "./compose-faces.ts";

export interface CleanTask {
  readonly path: string;
  readonly type: string;
  /** A small copy of it is all that is wanted. */
  readonly isThumbnail?: boolean;
}

export interface ComposeTask {
  readonly faces: readonly PaintedFace[];
}

export type ImageTask = CleanTask | ComposeTask;

export type ImageAnswer<I = CleanImage | ComposedImage> =
  | { readonly ok: true; readonly image: I }
  /** The refusal; null where it failed otherwise, which `reason` tells. */
  | { readonly ok: false; readonly refusal: WireError | null; readonly reason: string };

export interface Images {
  /** @throws invalid_arguments where it is no image that can be shown, payload_too_large, busy */
  clean(task: CleanTask): Promise<CleanImage>;
  /** @throws payload_too_large, busy */
  compose(task: ComposeTask): Promise<ComposedImage>;
}

const waitingMax = 64;
/** Photographs of 40 million pixels take about three seconds on a slow core. */
const imageTimeMsMax = 20_000;
/** How long the idle thread keeps its memory. */
const idleMs = 5_000;

export function createImages(startThread: () => Worker, timeMsMax = imageTimeMsMax): Images {
  let thread: Worker | null = null;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;
  let waitingCount = 0;
  let last: Promise<unknown> = Promise.resolve();

  function endThread(): void {
    thread?.terminate();
    thread = null;
  }

  function run<I>(task: ImageTask): Promise<ImageAnswer<I>> {
    clearTimeout(idleTimer);
    thread ??= startThread();
    const running = thread;
    return new Promise<ImageAnswer<I>>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new ParleyError("payload_too_large", { details: { imageTimeMsMax: timeMsMax } }));
      }, timeMsMax);
      const settle = (end: () => void) => {
        clearTimeout(timer);
        end();
      };
      running.onmessage = ({ data }: MessageEvent<ImageAnswer<I>>) => settle(() => resolve(data));
      running.onerror = (event) => settle(() => reject(new Error(event.message)));
      running.postMessage(task);
    }).catch((error: unknown) => {
      // Whatever it was, nothing of it goes on beside the next image.
      endThread();
      throw error;
    });
  }

  async function imageOf<I>(task: ImageTask): Promise<I> {
    const answer = await run<I>(task);
    if (answer.ok) return answer.image;
    if (answer.refusal !== null) throw ParleyError.fromWire(answer.refusal);
    throw new Error(answer.reason);
  }

  function inTurn<I>(task: ImageTask): Promise<I> {
    if (waitingCount >= waitingMax) throw new ParleyError("busy", { retryAfterMs: 2_000 });
    waitingCount += 1;
    const made = last
      .then(() => imageOf<I>(task))
      .finally(() => {
        waitingCount -= 1;
        if (waitingCount > 0) return;
        idleTimer = setTimeout(endThread, idleMs);
        idleTimer.unref();
      });
    last = made.catch(() => undefined);
    return made;
  }

  return {
    clean: (task) => inTurn<CleanImage>(task),
    compose: (task) => inTurn<ComposedImage>(task),
  };
}
