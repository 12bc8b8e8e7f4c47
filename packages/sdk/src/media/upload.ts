/**
 * `client.media.upload`: brings a file to the server. A small one goes as a form; a large one in parts that go on where
 * they were cut (tus 1.0, MED-40), after a lost connection, and after a reload when the same file is given again. Owns
 * one upload from its first byte to what the server made of it.
 */
import type { Media, MediaKind } from "@parley/protocol";
import { errorCodes, ParleyError, type WireError } from "@parley/protocol/errors";
import type { Link } from "../connection/link.ts";
import type { HttpAnswer, HttpBody, Platform } from "../platform/platform.ts";
import type { LocalStore } from "../storage/local-store.ts";

export interface UploadOptions {
  /** What it is to be shown as; its limits depend on it. Default `file`. */
  kind?: MediaKind;
  /** Default: the file's own name. */
  name?: string;
  /** Of a voice or video. */
  durationMs?: number;
  /** Told as parts arrive: bytes the server has, of how many. */
  onProgress?: (sentBytes: number, bytes: number) => void;
  /** Ends it: the promise rejects with its reason. */
  signal?: AbortSignal;
  /** What an end by `signal` does: `discard` (default) gives it up, `keep` lets a later upload of the file go on. */
  onAbort?: "discard" | "keep";
  /**
   * Under which a later upload finds what is there of it, after a reload too. Default: of a `File` its name, size and
   * time; of a bare `Blob` there is none.
   */
  resumeKey?: string;
}

export interface UploadParts {
  readonly url: string;
  readonly platform: Pick<Platform, "send" | "setTimer" | "clearTimer" | "now" | "random" | "warn">;
  readonly store: Pick<LocalStore, "storage" | "write">;
  readonly link: Pick<Link, "state">;
  /** The token to use; another one than the refused. Null where nobody is signed in. */
  accessToken(refused: string | null): Promise<string | null>;
  selfId(): number;
}

/** A form has no way to go on, so only what is sent again quickly. */
const formBytesMax = 512 * 1024;

/** Parts grow while they take less than a second, so that progress is told about as often, and shrink beyond four. */
const partBytes = { first: 256 * 1024, min: 64 * 1024, max: 8 * 1024 * 1024 };
const partMs = { grow: 1_000, shrink: 4_000 };

const backOffMs = { first: 500, max: 20_000 };

const always = { "tus-resumable": "1.0.0" };

export async function uploadFile(
  parts: UploadParts,
  file: Blob,
  options: UploadOptions = {},
): Promise<Media> {
  options.signal?.throwIfAborted();
  return new FileUpload(parts, file, options).run();
}

class FileUpload {
  readonly #parts: UploadParts;
  readonly #file: Blob;
  readonly #options: UploadOptions;
  readonly #storeKey: string | null;
  #token: string | null = null;
  #id: string | null = null;

  constructor(parts: UploadParts, file: Blob, options: UploadOptions) {
    this.#parts = parts;
    this.#file = file;
    this.#options = options;
    const key = options.resumeKey ?? fingerprint(file);
    this.#storeKey = key === null ? null : `upload:${parts.selfId()}:${options.kind ?? "file"}:${key}`;
  }

  async run(): Promise<Media> {
    try {
      const media = this.#file.size <= formBytesMax ? await this.#sendForm() : await this.#sendParts();
      this.#tell(this.#file.size);
      await this.#remember(null);
      return media;
    } catch (error) {
      if (this.#options.signal?.aborted === true) {
        if (this.#options.onAbort !== "keep") await this.#giveUp();
        throw this.#options.signal.reason;
      }
      // What was refused for good is not there any more.
      if (error instanceof ParleyError && errorCodes[error.code].retry === "never")
        await this.#remember(null);
      throw error;
    }
  }

  async #sendForm(): Promise<Media> {
    const { kind = "file", durationMs } = this.#options;
    const fields = { kind, ...(durationMs === undefined ? {} : { durationMs: String(durationMs) }) };
    const { body } = await this.#try(
      "POST",
      "/v1/media",
      {},
      { fields, file: this.#file, name: this.#name() },
    );
    return (body as { media: Media }).media;
  }

  async #sendParts(): Promise<Media> {
    const { storage } = this.#parts.store;
    const known =
      this.#storeKey === null
        ? undefined
        : await storage.read("values", this.#storeKey).catch(() => undefined);
    this.#id = typeof known === "string" ? known : null;
    let offset = this.#id === null ? null : await this.#reached();
    if (offset === null) offset = await this.#create();
    let size = partBytes.first;
    while (offset < this.#file.size) {
      this.#tell(offset);
      const begunAt = this.#parts.platform.now();
      offset = await this.#sendPart(offset, Math.min(offset + size, this.#file.size));
      const tookMs = this.#parts.platform.now() - begunAt;
      if (tookMs < partMs.grow) size = Math.min(size * 2, partBytes.max);
      else if (tookMs > partMs.shrink) size = Math.max(size / 2, partBytes.min);
    }
    const { body } = await this.#try("POST", "/v1/media.get", {}, { json: { id: this.#id } });
    return (body as { media: Media }).media;
  }

  /** Announces it; answers 0. */
  async #create(): Promise<number> {
    const { kind = "file", durationMs } = this.#options;
    const metadata = [
      `kind ${base64(kind)}`,
      `filename ${base64(this.#name())}`,
      ...(durationMs === undefined ? [] : [`durationMs ${base64(String(durationMs))}`]),
    ];
    const headers = { "upload-length": String(this.#file.size), "upload-metadata": metadata.join(",") };
    const answer = await this.#try("POST", "/v1/media/tus", headers);
    this.#id = answer.header("location")?.split("/").at(-1) ?? null;
    await this.#remember(this.#id);
    return 0;
  }

  /** How far it came; null where there is nothing of it any more. */
  async #reached(): Promise<number | null> {
    const answer = await this.#try("HEAD", this.#path(), {}, null, [404]);
    if (answer.status === 404) return null;
    const offset = answer.header("upload-offset");
    // Complete: what a picture is kept as may have another size than what was sent of it.
    return offset !== null && offset === answer.header("upload-length") ? this.#file.size : Number(offset);
  }

  /** Answers where to go on: behind the part, or, where it was cut, where the server says. */
  async #sendPart(from: number, to: number): Promise<number> {
    const headers = { "content-type": "application/offset+octet-stream", "upload-offset": String(from) };
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.#once("PATCH", this.#path(), headers, { bytes: this.#file.slice(from, to) });
      const offset = Number(answer?.header("upload-offset"));
      if (answer?.status === 204 && offset > from) return offset;
      const isToldWhere = answer?.status === 409 || answer?.status === 204;
      if (answer !== null && !isTemporary(answer) && !isToldWhere) throw errorOf(answer);
      if (answer?.status !== 409) await this.#pause(attempt);
      const reached = await this.#reached();
      if (reached === null) throw new ParleyError("not_found", { message: "The upload is gone." });
      if (reached !== from) return reached;
    }
  }

  /** Until there is an answer that is final. */
  async #try(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: HttpBody | null = null,
    wanted: readonly number[] = [],
  ): Promise<HttpAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.#once(method, path, headers, body);
      if (answer !== null && (answer.status < 300 || wanted.includes(answer.status))) return answer;
      if (answer !== null && !isTemporary(answer)) throw errorOf(answer);
      await this.#pause(attempt);
    }
  }

  /** Null without an answer. A token that has expired is replaced by another once. */
  async #once(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: HttpBody | null,
  ): Promise<HttpAnswer | null> {
    const { accessToken, platform, url } = this.#parts;
    const { signal } = this.#options;
    let answer: HttpAnswer | null = null;
    for (let refused: string | null = null, tries = 0; tries < 2; refused = this.#token, tries += 1) {
      signal?.throwIfAborted();
      this.#token = await accessToken(refused);
      if (this.#token === null) throw new ParleyError("unauthenticated");
      const sent = { ...always, ...headers, authorization: `Bearer ${this.#token}` };
      answer = await platform
        .send({
          method,
          url: `${url}${path}`,
          headers: sent,
          body,
          ...(signal === undefined ? {} : { signal }),
        })
        .catch(() => null);
      signal?.throwIfAborted();
      if (answer?.status !== 401) return answer;
    }
    return answer;
  }

  /** Until it is time to try again: at once when the connection of the client comes back. */
  #pause(attempt: number): Promise<void> {
    const { link, platform } = this.#parts;
    const { signal } = this.#options;
    const ms = Math.min(backOffMs.first * 2 ** attempt, backOffMs.max) * (0.5 + platform.random() / 2);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let was = link.state.get().status;
    const stopWatching = link.state.subscribe(({ status }) => {
      if (status === "online" && was !== "online") resolve();
      was = status;
    });
    const stop = () => reject(signal?.reason);
    const timer = platform.setTimer(resolve, ms);
    signal?.addEventListener("abort", stop, { once: true });
    return promise.finally(() => {
      stopWatching();
      platform.clearTimer(timer);
      signal?.removeEventListener("abort", stop);
    });
  }

  /** What cannot be given up now goes by itself (MED-48). */
  async #giveUp(): Promise<void> {
    await this.#remember(null);
    const { platform, url } = this.#parts;
    if (this.#id === null || this.#token === null) return;
    const headers = { ...always, authorization: `Bearer ${this.#token}` };
    await platform
      .send({ method: "DELETE", url: `${url}${this.#path()}`, headers, body: null })
      .catch(() => null);
  }

  async #remember(id: string | null): Promise<void> {
    const key = this.#storeKey;
    if (key === null) return;
    await this.#parts.store.write([
      id === null ? { table: "values", key } : { table: "values", key, value: id },
    ]);
  }

  #tell(sentBytes: number): void {
    this.#options.onProgress?.(sentBytes, this.#file.size);
  }

  #path(): string {
    return `/v1/media/tus/${this.#id}`;
  }

  #name(): string {
    return this.#options.name ?? ("name" in this.#file ? String(this.#file.name) : "file");
  }
}

function fingerprint(file: Blob): string | null {
  if (!("lastModified" in file && "name" in file)) return null;
  return `${file.name}:${file.size}:${file.lastModified}`;
}

function isTemporary({ status }: HttpAnswer): boolean {
  return status >= 500 || status === 408 || status === 423 || status === 429;
}

function errorOf({ body, status }: HttpAnswer): ParleyError {
  const error = (body as { error?: WireError } | undefined)?.error;
  if (error !== undefined) return ParleyError.fromWire(error);
  return new ParleyError(status === 404 ? "not_found" : "bad_request");
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
