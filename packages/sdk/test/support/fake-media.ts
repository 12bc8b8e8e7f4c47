/** Uploads as a server takes them (MED-10, MED-40), in memory, for `platform.send`; with handles to hold and refuse. */
import type { HttpAnswer, HttpRequest } from "../../src/platform/platform.ts";

interface Upload {
  readonly bytes: number;
  offset: number;
}

export class FakeMedia {
  readonly uploads = new Map<string, Upload>();
  /** Method and path of every request that came. */
  readonly requests: string[] = [];
  /** Answered instead, to each request that fits. */
  refuses: ((request: HttpRequest) => number | null) | null = null;
  #gate: PromiseWithResolvers<void> | null = null;
  #waiters: { isMet: () => boolean; resolve: () => void }[] = [];

  /** Requests with content wait until `release`. */
  hold(): void {
    this.#gate = Promise.withResolvers();
  }

  release(): void {
    this.#gate?.resolve();
    this.#gate = null;
  }

  /** Resolves when requests have brought it to a state. */
  until(isMet: () => boolean): Promise<void> {
    if (isMet()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ isMet, resolve }));
  }

  readonly send = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { body, method, signal, url } = request;
    const path = new URL(url).pathname;
    this.requests.push(`${method} ${path}`);
    queueMicrotask(() => this.#wake());
    const hasContent = body !== null && !("json" in body);
    if (hasContent && this.#gate !== null) {
      await Promise.race([
        this.#gate.promise,
        new Promise((_, reject) => signal?.addEventListener("abort", reject)),
      ]);
    }
    const refused = this.refuses?.(request) ?? null;
    if (refused !== null) return answer(refused);
    if (path === "/v1/media" && body !== null && "file" in body) {
      return answer(200, { media: { id: this.#add(body.file.size, body.file.size) } });
    }
    if (path === "/v1/media.get" && body !== null && "json" in body) return answer(200, { media: body.json });
    if (path === "/v1/media/tus") {
      const id = this.#add(Number(request.headers["upload-length"]), 0);
      return answer(201, undefined, { location: `/v1/media/tus/${id}` });
    }
    return this.#tus(path.split("/").at(-1) ?? "", request);
  };

  #wake(): void {
    this.#waiters = this.#waiters.filter((waiter) => {
      if (!waiter.isMet()) return true;
      waiter.resolve();
      return false;
    });
  }

  #tus(id: string, { body, method }: HttpRequest): HttpAnswer {
    const upload = this.uploads.get(id);
    if (upload === undefined) return answer(404);
    if (method === "DELETE") this.uploads.delete(id);
    if (method === "PATCH" && body !== null && "bytes" in body) upload.offset += body.bytes.size;
    return answer(method === "HEAD" ? 200 : 204, undefined, { "upload-offset": String(upload.offset) });
  }

  #add(bytes: number, offset: number): string {
    const id = String(this.uploads.size + 1).padStart(32, "0");
    this.uploads.set(id, { bytes, offset });
    return id;
  }
}

function answer(status: number, body?: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return { status, body, header: (name) => headers[name] ?? null };
}
