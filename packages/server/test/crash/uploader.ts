/**
 * One user who uploads files while servers are killed: whole ones by a form, and in parts that go on where they were
 * cut. Removes some, and uploads some content again, so that kills also hit what is kept once for several files.
 */
import { createHash } from "node:crypto";
import type { FileRecord, History, UploadRecord } from "./history.ts";
import type { Random } from "./random.ts";

export interface UploaderOptions {
  readonly history: History;
  readonly random: Random;
  readonly token: string;
  /** Null while there is no server. */
  url(): string | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

const bytesMax = 200_000;
const partBytesMax = 60_000;
const thinkMsMax = 100;
const retryMs = 20;
const recentMax = 10;
/** Refusals for now: the database is away, or a part of before has not ended yet. */
const passingStatuses: ReadonlySet<number> = new Set([429, 503]);

export class Uploader {
  readonly #options: UploaderOptions;
  #recent: { readonly record: UploadRecord; readonly bytes: Bytes }[] = [];
  #isStopped = false;

  constructor(options: UploaderOptions) {
    this.#options = options;
  }

  /** Uploads one file after the other until it is stopped; one that was begun in parts is brought to its end. */
  async run(): Promise<void> {
    const { history, random } = this.#options;
    while (!this.#isStopped) {
      await Bun.sleep(random.integer(0, thinkMsMax));
      const bytes = this.#nextBytes();
      const record = { id: null, sha256: sha256Of(bytes), isConfirmed: false, isRemoved: false };
      history.uploads.push(record);
      if (random.chance(0.5)) await this.#sendForm(record, bytes);
      else await this.#sendParts(record, bytes);
      if (record.isConfirmed) this.#recent = [...this.#recent.slice(-recentMax + 1), { record, bytes }];
      if (random.chance(0.2)) await this.#removeOne();
    }
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** What is there in the end, fetched. */
  async readBack(): Promise<void> {
    let cursor: string | null = null;
    do {
      const page: MediaPage = await this.#callNow("media.list", cursor === null ? {} : { cursor });
      for (const { media } of page.files) this.#options.history.files.push(await this.#fetched(media));
      cursor = page.next;
    } while (cursor !== null);
  }

  #nextBytes(): Bytes {
    const { random } = this.#options;
    if (this.#recent.length > 0 && random.chance(0.2)) return random.pick(this.#recent).bytes;
    const bytes = new Uint8Array(random.integer(1, bytesMax));
    // Its type is found in its first bytes: none is known that begins so.
    for (let at = 0; at < bytes.length; at += 4) bytes[at] = random.integer(0, 255);
    return bytes;
  }

  /** Once: whoever is not answered does not know, and the server keeps a whole file or none. */
  async #sendForm(record: UploadRecord, bytes: Bytes): Promise<void> {
    const form = new FormData();
    form.append("file", new Blob([bytes]), "form.bin");
    const response = await this.#try("POST", "/v1/media", {}, form);
    if (response === null || !this.#isExpected("a form", response, 200)) return this.#giveUpCut();
    const { media } = (await response.json()) as { media: Media };
    record.id = media.id;
    record.isConfirmed = media.completeAt !== null && media.sha256 === record.sha256;
    if (!record.isConfirmed)
      this.#options.history.oddities.push(`the form of ${media.id} was kept otherwise`);
  }

  async #sendParts(record: UploadRecord, bytes: Bytes): Promise<void> {
    const { history, random } = this.#options;
    const created = await this.#try("POST", "/v1/media/tus", { "upload-length": String(bytes.length) });
    if (created === null || !this.#isExpected("an announcement", created, 201)) return this.#giveUpCut();
    const path = created.headers.get("location") ?? "";
    record.id = path.split("/").at(-1) ?? null;
    let offset = 0;
    while (offset < bytes.length) {
      const end = Math.min(bytes.length, offset + random.integer(1, partBytesMax));
      const headers = {
        "content-type": "application/offset+octet-stream",
        "upload-offset": String(offset),
      };
      const sent = await this.#try("PATCH", path, headers, bytes.slice(offset, end));
      if (sent !== null && this.#isExpected("a part", sent, 204)) offset = offsetOf(sent);
      else offset = await this.#goOn(path, offset);
      if (offset < 0) return void history.oddities.push(`the upload ${path} was begun and is gone`);
    }
    record.isConfirmed = true;
  }

  /** How far it came, once a server says it; what was confirmed stays. -1: it is gone. */
  async #goOn(path: string, confirmed: number): Promise<number> {
    for (;;) {
      const head = await this.#try("HEAD", path, {});
      if (head?.status === 404) return -1;
      if (head !== null && this.#isExpected("a question how far it came", head, 200)) {
        if (offsetOf(head) < confirmed)
          this.#options.history.oddities.push(`${path} went back from ${confirmed} to ${offsetOf(head)}`);
        return offsetOf(head);
      }
      await Bun.sleep(retryMs);
    }
  }

  /** Of uploads that were cut the announcement stays; their owner gives them up, as there may be only so many. */
  async #giveUpCut(): Promise<void> {
    const page = await this.#call<MediaPage>("media.list", {});
    for (const { media } of page?.files ?? []) {
      const isOurs = this.#options.history.uploads.some(
        ({ id, isConfirmed }) => id === media.id && isConfirmed,
      );
      if (media.completeAt === null && !isOurs) await this.#call("media.delete", { id: media.id });
    }
  }

  async #removeOne(): Promise<void> {
    if (this.#recent.length === 0) return;
    const { record } = this.#options.random.pick(this.#recent);
    record.isRemoved = true;
    await this.#call("media.delete", { id: record.id });
  }

  async #fetched({ id, completeAt, sha256 }: Media): Promise<FileRecord> {
    const file = { id, sha256, isComplete: completeAt !== null };
    if (!file.isComplete) return { ...file, fetchedSha256: null };
    const { links } = await this.#callNow<{ links: readonly { url: string }[] }>("media.link", { ids: [id] });
    const response = await this.#try("GET", links[0]?.url ?? "/v1/media/none", {});
    const isThere = response?.status === 200;
    return { ...file, fetchedSha256: isThere ? sha256Of(await response.bytes()) : null };
  }

  async #callNow<Result>(operation: string, args: object): Promise<Result> {
    const result = await this.#call<Result>(operation, args);
    if (result === null) throw new Error(`${operation} was refused in the end`);
    return result;
  }

  /** Null when it was refused or cut off. */
  async #call<Result>(operation: string, args: object): Promise<Result | null> {
    const response = await this.#try("POST", `/v1/${operation}`, {}, JSON.stringify(args));
    return response?.status === 200 ? ((await response.json()) as Result) : null;
  }

  /** Null when there is no server, or its answer was cut off. The answer is here whole. */
  async #try(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: Bytes | FormData | string,
  ): Promise<Response | null> {
    const url = this.#options.url();
    if (url === null) return Bun.sleep(retryMs).then(() => null);
    const always = { authorization: `Bearer ${this.#options.token}`, "tus-resumable": "1.0.0" };
    try {
      const init = { method, headers: { ...always, ...headers } };
      const response = await fetch(`${url}${path}`, body === undefined ? init : { ...init, body });
      return new Response(
        method === "HEAD" || response.status === 204 ? null : await response.bytes(),
        response,
      );
    } catch {
      return null;
    }
  }

  #isExpected(what: string, { status }: Response, expected: number): boolean {
    if (status !== expected && !passingStatuses.has(status))
      this.#options.history.oddities.push(`${what} of a file was answered ${status}`);
    return status === expected;
  }
}

interface Media {
  readonly id: string;
  readonly sha256: string | null;
  readonly completeAt: number | null;
}

interface MediaPage {
  readonly files: readonly { readonly media: Media }[];
  readonly next: string | null;
}

function offsetOf({ headers }: Response): number {
  return Number(headers.get("upload-offset"));
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
