/**
 * Uploads the files of `attachments.ts` and of the outbox: follows what both say is to be uploaded and tells them how
 * far it is. Owns what runs and which messages this tab uploads for. Invariant: of several tabs with the same outbox one
 * uploads the files of a message; when it ends, another goes on where it was.
 */
import { errorCodes, ParleyError } from "@parley/protocol/errors";
import type { Attachment } from "../api.ts";
import type { OutgoingFile } from "../outbox/outbox-state.ts";
import type { AttachmentParts, Attachments } from "./attachments.ts";
import { type UploadOptions, uploadFile } from "./upload.ts";

/** Files under way at the same time: more only make each of them slower. */
const uploadsAtOnce = 2;
/** After a failure that has nothing to do with the file. */
const tryAgainAfterMs = 5_000;

type WantedFile = Pick<OutgoingFile | Attachment, "id" | "kind" | "name" | "durationMs">;

interface Run {
  readonly abort: AbortController;
  readonly options: UploadOptions;
  sentBytes: number;
}

/** The right to upload the files of one message: asked for, then held until it is given back. */
interface Claim {
  isHeld: boolean;
  giveBack: () => void;
}

export class UploadQueue {
  readonly #attachments: Attachments;
  readonly #parts: AttachmentParts;
  readonly #runs = new Map<string, Run>();
  readonly #claims = new Map<string, Claim>();
  readonly #ends: (() => void)[];
  #isFollowing = false;

  constructor(attachments: Attachments, parts: AttachmentParts) {
    this.#attachments = attachments;
    this.#parts = parts;
    const follow = () => this.#followSoon();
    this.#ends = [attachments.all.subscribe(follow), parts.outbox.entries.subscribe(follow)];
  }

  close(): void {
    for (const end of this.#ends.splice(0)) end();
    for (const run of this.#runs.values()) stop(run, "keep");
    for (const claim of this.#claims.values()) claim.giveBack();
    this.#claims.clear();
  }

  /** Changes of one turn are followed together. */
  #followSoon(): void {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    queueMicrotask(() => {
      this.#isFollowing = false;
      if (this.#ends.length > 0) this.#follow();
    });
  }

  #follow(): void {
    const attached = this.#attachments.all.get();
    const entries = this.#parts.outbox.entries.get();
    const uploading = entries.filter(({ state }) => state === "uploading");
    this.#claim(new Set(uploading.map(({ id }) => id)));
    const mine = uploading.filter(({ id, isPaused }) => isPaused !== true && this.#claims.get(id)?.isHeld);
    const wanted: WantedFile[] = [
      ...mine.flatMap(({ files = [] }) => files.filter(({ mediaId }) => mediaId === undefined)),
      ...attached.filter(({ state }) => state === "uploading"),
    ];
    const wantedIds = new Set(wanted.map(({ id }) => id));
    const knownIds = new Set(
      [...attached, ...entries.flatMap(({ files = [] }) => files)].map(({ id }) => id),
    );
    this.#attachments.keepOnly(knownIds);
    for (const [id, run] of this.#runs) {
      if (!wantedIds.has(id)) stop(run, knownIds.has(id) ? "keep" : "discard");
    }
    for (const file of wanted) {
      if (this.#runs.size < uploadsAtOnce && !this.#runs.has(file.id)) void this.#run(file);
    }
  }

  #claim(entryIds: ReadonlySet<string>): void {
    for (const [id, claim] of this.#claims) {
      if (entryIds.has(id)) continue;
      claim.giveBack();
      this.#claims.delete(id);
    }
    for (const id of entryIds) {
      if (!this.#claims.has(id)) this.#claims.set(id, this.#newClaim(id));
    }
  }

  #newClaim(entryId: string): Claim {
    const { locks, name, platform } = this.#parts;
    if (locks === null) return { isHeld: true, giveBack: () => undefined };
    const cancel = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    const claim: Claim = {
      isHeld: false,
      giveBack: () => {
        cancel.abort();
        resolve();
      },
    };
    const hold = () => {
      claim.isHeld = true;
      this.#followSoon();
      return promise;
    };
    locks.hold(`${name}/files/${entryId}`, hold, cancel.signal).catch((failure: unknown) => {
      // Twice is better than never: the server takes one message all the same.
      platform.warn("a lock between tabs could not be held", failure);
      void hold();
    });
    return claim;
  }

  async #run(file: WantedFile): Promise<void> {
    const { id, kind, name, durationMs } = file;
    const abort = new AbortController();
    const run: Run = {
      abort,
      sentBytes: 0,
      options: {
        ...{ kind, name, resumeKey: id, signal: abort.signal, onAbort: "keep" },
        ...(durationMs === undefined ? {} : { durationMs }),
        onProgress: (sentBytes) => {
          run.sentBytes = sentBytes;
          this.#tellProgress(id);
        },
      },
    };
    this.#runs.set(id, run);
    try {
      const blob = await this.#attachments.blob(id);
      if (blob === null) throw new ParleyError("not_found", { message: "The file is not here any more." });
      const media = await uploadFile(this.#parts, blob, run.options);
      this.#tellDone(id, media.id);
    } catch (failure) {
      if (!abort.signal.aborted) await this.#takeFailure(id, failure, abort.signal);
    }
    this.#runs.delete(id);
    this.#followSoon();
  }

  #tellProgress(id: string): void {
    for (const { bytes } of this.#attachments.all.get().filter((one) => one.id === id)) {
      const sentBytes = this.#runs.get(id)?.sentBytes ?? 0;
      this.#attachments.change(id, { progress: partOf(sentBytes, bytes) });
    }
    for (const entry of this.#entriesWith(id)) {
      const files = entry.files ?? [];
      const sum = (of: (file: OutgoingFile) => number) => files.reduce((all, file) => all + of(file), 0);
      const sentBytes = sum(({ id: fileId, mediaId, bytes }) =>
        mediaId === undefined ? (this.#runs.get(fileId)?.sentBytes ?? 0) : bytes,
      );
      const allBytes = sum(({ bytes }) => bytes);
      this.#parts.outbox.tellUpload(entry.id, partOf(sentBytes, allBytes));
    }
  }

  #tellDone(id: string, mediaId: string): void {
    this.#attachments.change(id, { state: "done", progress: 1, mediaId });
    for (const entry of this.#entriesWith(id)) {
      this.#parts.outbox.tellUploaded(entry.id, id, mediaId);
      this.#attachments.forget(id);
    }
  }

  async #takeFailure(id: string, failure: unknown, signal: AbortSignal): Promise<void> {
    const error = failure instanceof ParleyError ? failure : new ParleyError("internal", { cause: failure });
    if (errorCodes[error.code].retry !== "never") {
      await this.#pause(signal);
      return;
    }
    this.#attachments.change(id, { state: "failed", errorCode: error.code });
    for (const entry of this.#entriesWith(id)) {
      const isOptional = entry.files?.some((file) => file.id === id && file.isOptional === true);
      if (isOptional) this.#parts.outbox.tellUploaded(entry.id, id, null);
      else this.#parts.outbox.fail(entry.id, error);
    }
  }

  #pause(signal: AbortSignal): Promise<void> {
    const { platform } = this.#parts;
    return new Promise((resolve) => {
      const timer = platform.setTimer(resolve, tryAgainAfterMs);
      signal.addEventListener("abort", () => {
        platform.clearTimer(timer);
        resolve();
      });
    });
  }

  #entriesWith(fileId: string) {
    return this.#parts.outbox.entries
      .get()
      .filter(({ files, state }) => state === "uploading" && files?.some(({ id }) => id === fileId));
  }
}

function stop({ abort, options }: Run, onAbort: "keep" | "discard"): void {
  options.onAbort = onAbort;
  abort.abort();
}

function partOf(bytes: number, allBytes: number): number {
  return allBytes === 0 ? 1 : bytes / allBytes;
}
