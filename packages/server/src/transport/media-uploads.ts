/**
 * Uploads: `POST /v1/media`, a form with one file, and what other routes need to keep one. Streams it to where it
 * arrives and has the engine decide; holds no rule but how much runs at a time. Invariant: a file is announced before a
 * byte of it is kept, and one that is not completed is given up.
 */
import { limits, type Media, type MediaKind, ParleyError } from "@parley/protocol";
import type { UploadedFile, Uploader, UploadForm, Uploads } from "../engine/media/uploads.ts";
import type { Intake } from "../engine/ports/intake.ts";
import { actorOf, completeUpload, giveUp, isMediaKind, type MediaUploadsParts } from "./complete-upload.ts";
import { errorResponse } from "./http-calls.ts";
import { createSlots, mediaCaller } from "./media-calls.ts";
import { createMediaTus, tusCorsHeaders, tusPath } from "./media-tus.ts";
import { type MultipartFile, readMultipart } from "./read-multipart.ts";

export interface MediaUploads extends Uploads {
  /**
   * The answer to what is sent to `/v1/media` and below; `path` is what comes after `/v1/`. `cors` are the headers for
   * a page of another origin, none where it may not read the answer.
   */
  handle(
    request: Request,
    path: string,
    address: string,
    cors: Readonly<Record<string, string>>,
  ): Promise<Response>;
}

/** Each has a file open and a few chunks in memory. */
const uploadsAtOnceMax = 64;
const uploadsAtOncePerUserMax = 8;

export function createMediaUploads(parts: MediaUploadsParts): MediaUploads {
  const inSlot = createSlots(uploadsAtOnceMax, uploadsAtOncePerUserMax);
  const tus = createMediaTus({ ...parts, inSlot });

  async function keepStream(
    { actor, address }: Uploader,
    file: UploadedFile,
    source: AsyncIterable<Uint8Array>,
  ): Promise<Media> {
    const call = mediaCaller(parts.calls, actor, address);
    const [kind, whole] =
      file.kind === "found" ? await kindOf(parts.intake, source, file.isSaidSound) : [file.kind, source];
    const { isSaidSound: _, ...announced } = file;
    const { media } = await call("media.create", { ...announced, kind });
    try {
      await parts.intake.append(media.id, 0, whole, media.bytes);
      return await completeUpload(parts, call, actor, media);
    } catch (error) {
      await giveUp(parts.intake, call, media.id);
      throw error;
    }
  }

  function keepForm(request: Request, uploader: Uploader, form: UploadForm = {}) {
    const bodyBytes = Number(request.headers.get("content-length") ?? Number.NaN);
    if (!Number.isSafeInteger(bodyBytes)) {
      throw new ParleyError("bad_request", { message: "An upload needs a Content-Length." });
    }
    const wanted = { field: form.field, filesMax: form.filesMax ?? 1 };
    return inSlot(uploader.actor.userId, async () => {
      const kept: string[] = [];
      try {
        const [first, ...others] = await readMultipart(request, wanted, async (file) => {
          const announced = announcementOf(file, form.kind);
          const serverBytesMax = parts.bytesMax(announced.kind === "found" ? "file" : announced.kind);
          const bytesMax = Math.min(serverBytesMax, form.bytesMax ?? serverBytesMax);
          if (bytesMax < serverBytesMax && bodyBytes - formBytes.max > bytesMax) {
            throw new ParleyError("payload_too_large");
          }
          const bytes = announcedBytes(bodyBytes, bytesMax);
          const media = await keepStream(uploader, { ...announced, bytes }, file.source);
          kept.push(media.id);
          return { media, fields: file.fields };
        });
        return { ...first, others: others.map(({ media }) => media) };
      } catch (error) {
        // A form that is cut off or refused leaves none of its files.
        const call = mediaCaller(parts.calls, uploader.actor, uploader.address);
        for (const id of kept) await giveUp(parts.intake, call, id);
        throw error;
      }
    });
  }

  async function answerForm(request: Request, address: string): Promise<Response> {
    try {
      if (request.method !== "POST") throw new ParleyError("bad_request", { message: "Use POST." });
      const actor = await actorOf(parts, request, address);
      const { media } = await keepForm(request, { actor, address });
      return Response.json({ media }, { headers: { "cache-control": "no-store" } });
    } catch (error) {
      if (error instanceof ParleyError) return errorResponse(error);
      throw error;
    }
  }

  return {
    keepForm,
    keepStream: (uploader, file, source) =>
      inSlot(uploader.actor.userId, () => keepStream(uploader, file, source)),
    async handle(request, path, address, cors) {
      if (path === "media") {
        return request.method === "OPTIONS"
          ? new Response(null, { status: 204 })
          : answerForm(request, address);
      }
      if (path !== tusPath && !path.startsWith(`${tusPath}/`)) {
        return errorResponse(new ParleyError("unknown_operation"));
      }
      const response = await tus.handle(request, path, address);
      if (Object.keys(cors).length === 0) return response;
      for (const [name, value] of Object.entries(tusCorsHeaders)) response.headers.set(name, value);
      return response;
    },
  };
}

/** What a source begins with says what it is; it is handed on whole. */
async function kindOf(
  intake: Intake,
  source: AsyncIterable<Uint8Array>,
  isSaidSound: boolean | undefined,
): Promise<[MediaKind, AsyncIterable<Uint8Array>]> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  const head = first.done === true ? new Uint8Array() : first.value;
  async function* whole() {
    yield head;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  return [intake.kindOf(head, isSaidSound), whole()];
}

/** Of a form what is not the file: delimiters, headers, fields. */
const formBytes = { min: 64, max: 8_192 };

/** What is announced of a file in a form: never too little, and not too much for a file that is just small enough. */
function announcedBytes(bodyBytes: number, bytesMax: number): number {
  const most = Math.max(0, bodyBytes - formBytes.min);
  return most > bytesMax && bodyBytes - formBytes.max <= bytesMax ? bytesMax : most;
}

function announcementOf({ fields, fileName, mediaType }: MultipartFile, wanted: UploadForm["kind"]) {
  const said = fields.get("kind") ?? "file";
  if (wanted === undefined && !isMediaKind(said)) {
    throw new ParleyError("invalid_arguments", { details: { path: "/kind" } });
  }
  const kind = wanted ?? (said as MediaKind);
  const durationMs = fields.get("durationMs");
  return {
    kind,
    isSaidSound: mediaType.startsWith("audio/"),
    // Only our own form says in a field how the file is called.
    name:
      ((wanted === undefined ? fields.get("name") : undefined) ?? fileName).slice(
        -limits.mediaNameCharsMax,
      ) || "file",
    ...(durationMs === undefined ? {} : { durationMs: Number(durationMs) }),
  };
}
