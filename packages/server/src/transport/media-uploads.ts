/**
 * Uploads: `POST /v1/media`, a form with one file. Streams it to where it arrives and has the engine decide; holds no
 * rule but how much runs at a time. Invariant: a file is announced before a byte of it is kept, and one that is not
 * completed is given up.
 */
import { limits, type Media, type MediaKind, ParleyError } from "@parley/protocol";
import type { UserActor } from "../engine/actor.ts";
import type { MediaReceipt } from "../engine/media/media-seals.ts";
import type { Intake } from "../engine/ports/intake.ts";
import type { Calls } from "./calls.ts";
import { bearerToken, errorResponse } from "./http-calls.ts";
import { createSlots, type MediaCall, mediaCaller } from "./media-calls.ts";
import { type MultipartFile, readMultipart } from "./read-multipart.ts";

export interface MediaUploadsParts {
  readonly calls: Calls;
  readonly intake: Intake;
  authenticate(token: string, address: string): Promise<UserActor>;
  /** The size of one file of a kind. */
  bytesMax(kind: MediaKind): number;
  /** Seals what was found, so that the engine knows it from what anybody else says. */
  seal(receipt: MediaReceipt): string;
}

export interface MediaUploads {
  /** The answer to `POST /v1/media`. */
  handle(request: Request, address: string): Promise<Response>;
}

/** Each has a file open and a few chunks in memory. */
const uploadsAtOnceMax = 64;
const uploadsAtOncePerUserMax = 8;

const kinds: ReadonlySet<string> = new Set(["image", "voice", "video", "file"] satisfies MediaKind[]);

export function createMediaUploads(parts: MediaUploadsParts): MediaUploads {
  const inSlot = createSlots(uploadsAtOnceMax, uploadsAtOncePerUserMax);

  async function keep(
    call: MediaCall,
    actor: UserActor,
    file: MultipartFile,
    bodyBytes: number,
  ): Promise<Media> {
    const announced = announcementOf(file);
    const bytes = announcedBytes(bodyBytes, parts.bytesMax(announced.kind));
    const { media } = await call("media.create", { ...announced, bytes });
    try {
      const arrived = await parts.intake.append(media.id, 0, file.source, media.bytes);
      return await completeUpload(parts, call, actor, { ...media, bytes: arrived });
    } catch (error) {
      await giveUp(parts.intake, call, media.id);
      throw error;
    }
  }

  return {
    async handle(request, address) {
      try {
        const token = bearerToken(request);
        if (token === null) throw new ParleyError("unauthenticated");
        const actor = await parts.authenticate(token, address);
        const call = mediaCaller(parts.calls, actor, address);
        const bytes = Number(request.headers.get("content-length") ?? Number.NaN);
        if (!Number.isSafeInteger(bytes)) {
          throw new ParleyError("bad_request", { message: "An upload needs a Content-Length." });
        }
        const media = await inSlot(actor.userId, () =>
          readMultipart(request, (file) => keep(call, actor, file, bytes)),
        );
        return Response.json({ media }, { headers: { "cache-control": "no-store" } });
      } catch (error) {
        if (error instanceof ParleyError) return errorResponse(error);
        throw error;
      }
    },
  };
}

/** Has an upload looked into, kept and completed. */
export async function completeUpload(
  { intake, seal }: Pick<MediaUploadsParts, "intake" | "seal">,
  call: MediaCall,
  actor: UserActor,
  { id, kind }: Pick<Media, "id" | "kind" | "bytes">,
): Promise<Media> {
  const facts = await intake.finish(id, kind);
  return (await call("media.complete", { receipt: seal({ id, ownerId: actor.userId, ...facts }) })).media;
}

/** What is left of an upload that failed goes at once; where that fails too, it goes when uploads are collected. */
async function giveUp(intake: Intake, call: MediaCall, id: string): Promise<void> {
  try {
    await intake.discard(id);
    await call("media.delete", { id });
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
  }
}

/** Of a form what is not the file: delimiters, headers, fields. */
const formBytes = { min: 64, max: 8_192 };

/** What is announced of a file in a form: never too little, and not too much for a file that is just small enough. */
function announcedBytes(bodyBytes: number, bytesMax: number): number {
  const most = Math.max(0, bodyBytes - formBytes.min);
  return most > bytesMax && bodyBytes - formBytes.max <= bytesMax ? bytesMax : most;
}

function announcementOf({ fields, fileName }: MultipartFile) {
  const kind = fields.get("kind") ?? "file";
  if (!kinds.has(kind)) throw new ParleyError("invalid_arguments", { details: { path: "/kind" } });
  const durationMs = fields.get("durationMs");
  return {
    kind: kind as MediaKind,
    name: (fields.get("name") ?? fileName).slice(-limits.mediaNameCharsMax) || "file",
    ...(durationMs === undefined ? {} : { durationMs: Number(durationMs) }),
  };
}
