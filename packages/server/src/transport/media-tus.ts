/**
 * Uploads that go on where they were cut: tus 1.0 (https://tus.io/protocols/resumable-upload, 1.0.x) at
 * `/v1/media/tus`, with its extensions creation, creation-with-upload, termination, checksum and expiration. Owns what
 * is said in its headers; what is decided is the engine's, as for every upload. Invariant: an upload whose offset is
 * its length is complete, and one that was refused is gone.
 */
import { limits, type Media, ParleyError } from "@parley/protocol";
import type { UserActor } from "../engine/actor.ts";
import type { Checksum } from "../engine/ports/intake.ts";
import { actorOf, completeUpload, giveUp, isMediaKind, type MediaUploadsParts } from "./complete-upload.ts";
import { errorResponse } from "./http-calls.ts";
import { type createSlots, type MediaCall, mediaCaller } from "./media-calls.ts";
import { createTurns } from "./media-turns.ts";

/** Behind `/v1/`. */
export const tusPath = "media/tus";

/** What pages of other addresses may send and read, besides what they may everywhere. */
export const tusCorsHeaders = {
  "access-control-allow-methods": "POST, HEAD, PATCH, DELETE, OPTIONS",
  "access-control-allow-headers":
    "authorization, content-type, tus-resumable, upload-length, upload-metadata, upload-offset, upload-checksum, x-http-method-override",
  "access-control-expose-headers":
    "location, tus-resumable, tus-version, tus-extension, tus-max-size, upload-offset, upload-length, upload-expires",
};

const version = "1.0.0";
const partType = "application/offset+octet-stream";

/** Statuses this protocol has for what has no code of its own here. */
const statuses = { wrongVersion: 412, wrongType: 415, wrongChecksum: 460 } as const;

type TusParts = MediaUploadsParts & { readonly inSlot: ReturnType<typeof createSlots> };

interface Asking {
  readonly request: Request;
  readonly actor: UserActor;
  readonly call: MediaCall;
}

export function createMediaTus(parts: TusParts): {
  handle(request: Request, path: string, address: string): Promise<Response>;
} {
  const turns = createTurns();

  async function create(asking: Asking): Promise<Response> {
    const { request, call } = asking;
    const bytes = wholeNumber(request, "upload-length");
    const { media } = await call("media.create", { ...announcementOf(request), bytes });
    const headers = { location: `/v1/${tusPath}/${media.id}`, ...expiryOf(media) };
    const hasPart = request.headers.get("content-type") === partType && request.body !== null;
    if (!hasPart && bytes > 0) {
      return new Response(null, { status: 201, headers: { ...headers, "upload-offset": "0" } });
    }
    const { offset } = await receive(asking, media.id, 0);
    return new Response(null, { status: 201, headers: { ...headers, "upload-offset": String(offset) } });
  }

  /** What is at the end of a request that may have brought bytes. Other requests for the same upload wait. */
  function receive({ request, actor, call }: Asking, id: string, from: number | null) {
    return turns.take(id, async (isOver) => {
      // Asked once more: what came before may have completed it.
      const { media } = await call("media.get", { id });
      if (media.completeAt !== null) {
        // Who was killed after that has left it.
        await parts.intake.discard(id);
        if (from !== null && from !== media.bytes) throw wrongOffset(media.bytes);
        return { media, offset: media.bytes };
      }
      const offset = await parts.intake.size(id);
      if (from !== null && from !== offset) throw wrongOffset(offset);
      const arrived =
        from === null ? offset : await parts.inSlot(actor.userId, () => append(request, media, from, isOver));
      if (arrived < media.bytes) return { media, offset: arrived };
      try {
        // What a picture is kept as has another size; all that was announced has arrived.
        const complete = await completeUpload(parts, call, actor, media);
        return { media: complete, offset: media.bytes };
      } catch (error) {
        // What is refused for its bytes is refused for good; else they stay, and are looked at again when asked for.
        if (isRefusal(error)) await giveUp(parts.intake, call, id);
        throw error;
      }
    });
  }

  function append(request: Request, { id, bytes }: Media, from: number, isOver: Promise<void>) {
    const checksum = checksumOf(request);
    return parts.intake
      .append(id, from, arriving(request, isOver), bytes, checksum)
      .catch((error: unknown) => {
        const isChecksum = error instanceof ParleyError && error.code === "invalid_arguments";
        throw isChecksum ? new TusRefusal(statuses.wrongChecksum, "The checksum is another.") : error;
      });
  }

  async function answer(asking: Asking, method: string, id: string | null): Promise<Response> {
    const { request, call } = asking;
    if (id === null) {
      if (method !== "POST") throw new ParleyError("bad_request", { message: "Use POST." });
      return create(asking);
    }
    // Before anything is interrupted: whether it is the caller's.
    const { media: known } = await call("media.get", { id });
    switch (method) {
      case "HEAD": {
        const { media, offset } = await receive(asking, id, null);
        return new Response(null, { status: 200, headers: headOf(media, offset) });
      }
      case "PATCH": {
        if (request.headers.get("content-type") !== partType) {
          throw new TusRefusal(statuses.wrongType, `The Content-Type is ${partType}.`);
        }
        const { offset } = await receive(asking, id, wholeNumber(request, "upload-offset"));
        return new Response(null, {
          status: 204,
          headers: { "upload-offset": String(offset), ...expiryOf(known) },
        });
      }
      case "DELETE":
        await turns.take(id, async () => {
          await call("media.delete", { id });
          await parts.intake.discard(id);
        });
        return new Response(null, { status: 204 });
      default:
        throw new ParleyError("bad_request", { message: "Use HEAD, PATCH or DELETE." });
    }
  }

  function expiryOf({ createdAt, completeAt }: Media): Record<string, string> {
    return completeAt === null ? { "upload-expires": new Date(createdAt + parts.keptMs).toUTCString() } : {};
  }

  function headOf(media: Media, offset: number): Record<string, string> {
    return {
      "upload-offset": String(offset),
      "upload-length": String(media.bytes),
      "upload-metadata": `filename ${Buffer.from(media.name).toString("base64")},kind ${Buffer.from(media.kind).toString("base64")}`,
      ...expiryOf(media),
    };
  }

  return {
    async handle(request, path, address) {
      const method = request.headers.get("x-http-method-override") ?? request.method;
      if (method === "OPTIONS")
        return finished(new Response(null, { status: 204, headers: abilities(parts) }));
      try {
        if (request.headers.get("tus-resumable") !== version) {
          throw new TusRefusal(statuses.wrongVersion, `The version is ${version}.`);
        }
        const actor = await actorOf(parts, request, address);
        const call = mediaCaller(parts.calls, actor, address);
        return finished(await answer({ request, actor, call }, method, idOf(path)));
      } catch (error) {
        if (!(error instanceof ParleyError)) throw error;
        return finished(refusal(error));
      }
    },
  };
}

/** Something this protocol has a status of its own for. */
class TusRefusal extends ParleyError {
  readonly status: number;

  constructor(status: number, message: string) {
    super("bad_request", { message });
    this.status = status;
  }
}

function refusal(error: ParleyError): Response {
  const response = errorResponse(error);
  if (error instanceof TusRefusal) {
    return new Response(response.body, { status: error.status, headers: response.headers });
  }
  // Where to go on.
  const offset = error.code === "conflict" ? error.details?.offset : undefined;
  if (offset !== undefined) response.headers.set("upload-offset", String(offset));
  return response;
}

function finished(response: Response): Response {
  response.headers.set("tus-resumable", version);
  response.headers.set("tus-version", version);
  response.headers.set("cache-control", "no-store");
  return response;
}

function abilities({ bytesMax }: MediaUploadsParts): Record<string, string> {
  const kinds = ["image", "voice", "video", "file"] as const;
  return {
    "tus-extension": "creation,creation-with-upload,termination,checksum,expiration",
    "tus-checksum-algorithm": "sha1,sha256",
    "tus-max-size": String(Math.max(...kinds.map(bytesMax))),
  };
}

/** Null for the place where uploads are created. @throws not_found */
function idOf(path: string): string | null {
  if (path === tusPath) return null;
  const id = /^\/([0-9a-f]{32})$/.exec(path.slice(tusPath.length))?.[1];
  if (id === undefined) throw new ParleyError("not_found");
  return id;
}

function wholeNumber(request: Request, header: string): number {
  const text = request.headers.get(header) ?? "";
  const value = /^[0-9]{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) {
    throw new ParleyError("bad_request", { message: `The header ${header} is a number of bytes.` });
  }
  return value;
}

/** `Upload-Metadata`: names with values in Base64. The type of the file is found in its bytes. */
function announcementOf(request: Request) {
  const given = new Map<string, string>();
  for (const pair of (request.headers.get("upload-metadata") ?? "").split(",")) {
    const [name = "", value = ""] = pair.trim().split(/ +/, 2);
    given.set(name.toLowerCase(), Buffer.from(value, "base64").toString("utf8"));
  }
  const kind = given.get("kind") ?? "file";
  if (!isMediaKind(kind)) throw new ParleyError("invalid_arguments", { details: { path: "/kind" } });
  const durationMs = given.get("durationms");
  return {
    kind,
    name: (given.get("filename") ?? given.get("name") ?? "").slice(-limits.mediaNameCharsMax) || "file",
    ...(durationMs === undefined ? {} : { durationMs: Number(durationMs) }),
  };
}

function checksumOf(request: Request): Checksum | undefined {
  const header = request.headers.get("upload-checksum");
  if (header === null) return undefined;
  const [algorithm, digest = ""] = header.trim().split(/ +/, 2);
  if (algorithm !== "sha1" && algorithm !== "sha256") {
    throw new ParleyError("bad_request", { message: "Checksums are sha1 or sha256." });
  }
  return { algorithm, digest: Buffer.from(digest, "base64") };
}

/** The bytes of a request, until its connection breaks or another request takes over. */
async function* arriving({ body }: Request, isOver: Promise<void>): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  let isTakenOver = false;
  let wake = () => {};
  void isOver.then(() => {
    isTakenOver = true;
    wake();
  });
  // No race with `isOver`: a promise that waits for long would keep every chunk it was raced against.
  const nextChunk = () =>
    new Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>((resolve, reject) => {
      wake = () => resolve({ done: true });
      reader.read().then(resolve, reject);
    });
  try {
    for (;;) {
      const { done, value } = await nextChunk();
      if (value !== undefined) yield value;
      if (isTakenOver) throw new ParleyError("busy", { message: "Another request took over." });
      if (done) return;
    }
  } catch (error) {
    if (error instanceof ParleyError) throw error;
    throw new ParleyError("bad_request", { message: "The body broke off." });
  } finally {
    // Of what is not wanted any more nothing is read.
    await reader.cancel().catch(() => undefined);
  }
}

function wrongOffset(offset: number): ParleyError {
  return new ParleyError("conflict", { message: "The upload is at another offset.", details: { offset } });
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof ParleyError && (error.code === "invalid_arguments" || error.code === "payload_too_large")
  );
}
