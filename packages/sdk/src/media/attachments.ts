/**
 * Files that were chosen: those that wait beside a message box, and those of messages on their way. Owns the list of the
 * first, the bytes of both, and the messages made of them. Uploading them (`upload-queue.ts`) is loaded with the first
 * one. Invariant: a file is in the list or in the outbox, never in neither of them, from being added until it is removed.
 */
import type { Content, MediaKind } from "@parley/protocol";
import type {
  Attachment,
  AttachmentOptions,
  FileSource,
  Outgoing,
  SendVideoOptions,
  SendVoiceOptions,
} from "../api.ts";
import type { OutboxQueue } from "../outbox/outbox-queue.ts";
import type { OutgoingFile } from "../outbox/outbox-state.ts";
import type { LockPort } from "../platform/platform.ts";
import { Cell } from "../state/cell.ts";
import type { LocalStore } from "../storage/local-store.ts";
import type { UploadParts } from "./upload.ts";
import type { UploadQueue } from "./upload-queue.ts";

/** Larger files are not copied into the store: choosing them again is quicker. */
const keptFileBytesMax = 256 * 1024 * 1024;
const loadAgainAfterMs = 5_000;

export interface AttachmentParts extends UploadParts {
  readonly name: string;
  readonly outbox: OutboxQueue;
  readonly store: LocalStore;
  /** Null where no other tab has the same outbox. */
  readonly locks: LockPort | null;
}

export class Attachments {
  readonly all = new Cell<readonly Attachment[]>([]);
  readonly #parts: AttachmentParts;
  readonly #blobs = new Map<string, Blob>();
  #queue: Promise<UploadQueue | null> | null = null;
  #isClosed = false;

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
    parts.outbox.entries.subscribe((entries) => {
      if (entries.some(({ state }) => state === "uploading")) this.#load();
    });
  }

  add(conversationId: number, file: Blob, options: AttachmentOptions = {}): Attachment {
    const attachment: Attachment = {
      ...this.#fileOf(options.kind ?? "file", file, options),
      ...{ conversationId, progress: 0, state: "uploading", mediaId: null },
    };
    this.all.set([...this.all.get(), attachment]);
    this.#load();
    return attachment;
  }

  change(id: string, changes: Partial<Attachment>): void {
    if (this.#find(id) === undefined) return;
    this.all.set(this.all.get().map((one) => (one.id === id ? { ...one, ...changes } : one)));
  }

  pause(id: string): void {
    if (this.#find(id)?.state === "uploading") this.change(id, { state: "paused" });
  }

  /** Also what was refused is tried again. */
  resume(id: string): void {
    if (this.#find(id)?.state !== "done") this.change(id, { state: "uploading" });
  }

  remove(removedId: string): void {
    this.all.set(this.all.get().filter(({ id }) => id !== removedId));
  }

  async blob(id: string): Promise<Blob | null> {
    return this.#blobs.get(id) ?? (await this.#parts.store.file(id));
  }

  /** The file is on the server: a reload needs it no more. */
  forget(id: string): void {
    void this.#parts.store.write([{ table: "files", key: id }]);
  }

  /** Lets go of the bytes of all others. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#blobs.keys()) {
      if (!ids.has(id)) this.#blobs.delete(id);
    }
  }

  /** A message that shows the files. */
  send(
    kind: MediaKind,
    conversationId: number,
    source: FileSource | readonly FileSource[],
    options: SendVideoOptions & SendVoiceOptions = {},
  ): Outgoing {
    const { outbox, store } = this.#parts;
    const { extras, name: _, poster, ...said } = options;
    const files = [source].flat().map((one: FileSource) => this.#fileOf(kind, one, options));
    const [mediaId = "", ...others] = files.map(({ id }) => id);
    const images = [mediaId, ...others].map((id) => ({ mediaId: id }));
    const content: Record<string, unknown> = {
      type: kind,
      ...(kind === "image" ? { images } : { mediaId }),
      ...said,
    };
    if (poster !== undefined) {
      const picture = this.#fileOf("image", poster, { name: "poster" });
      files.push({ ...picture, isOptional: true });
      content.posterId = picture.id;
    }
    for (const { id, mediaId: known } of files) {
      const value = this.#blobs.get(id);
      if (known !== undefined || value === undefined || value.size > keptFileBytesMax) continue;
      void store.write([{ table: "files", key: id, value }]);
    }
    const outgoing = outbox.send(conversationId, content as Content, extras, files);
    const ids = new Set(files.map(({ id }) => id));
    this.all.set(this.all.get().filter(({ id }) => !ids.has(id)));
    return outgoing;
  }

  clear(): void {
    this.all.set([]);
    this.#blobs.clear();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    (await this.#queue)?.close();
  }

  #fileOf(
    kind: MediaKind,
    source: FileSource,
    options: { readonly name?: string; readonly durationMs?: number },
  ): OutgoingFile {
    const { durationMs } = options;
    const length = durationMs === undefined ? {} : { durationMs };
    if (source instanceof Blob) {
      const id = this.#parts.outbox.newId();
      this.#blobs.set(id, source);
      const name = options.name ?? ("name" in source ? String(source.name) : kind);
      return { id, kind, name, bytes: source.size, ...length };
    }
    const { id, name, bytes, mediaId } = this.#find(source.id) ?? source;
    return {
      id,
      kind,
      name: options.name ?? name,
      bytes,
      ...length,
      ...(mediaId === null ? {} : { mediaId }),
    };
  }

  #find(id: string): Attachment | undefined {
    return this.all.get().find((one) => one.id === id);
  }

  #load(): void {
    if (this.#isClosed) return;
    this.#queue ??= import("./upload-queue.ts").then(
      ({ UploadQueue }) => new UploadQueue(this, this.#parts),
      (failure: unknown) => {
        const { platform } = this.#parts;
        platform.warn("what uploads files could not be loaded", failure);
        this.#queue = null;
        platform.setTimer(() => this.#load(), loadAgainAfterMs);
        return null;
      },
    );
  }
}
