/** Reads `multipart/form-data` with files as they arrive; what is before a file are its fields. */
import { ParleyError } from "@parley/protocol";
import busboy from "busboy";

export interface MultipartFile {
  readonly fields: ReadonlyMap<string, string>;
  /** As the caller says; data, and no path. */
  readonly fileName: string;
  /** As the caller says. */
  readonly mediaType: string;
  readonly source: AsyncIterable<Uint8Array>;
}

/** What may wait at each of two places; less, and a large file is stopped at every chunk. */
const bufferedBytes = 256 * 1024;

/** Besides those that are taken; they are read past. */
const filesPastMax = 3;
const fieldsMax = 20;
const fieldBytesMax = 1_000;

/**
 * Hands the first files, of one field or of any, to `use`, one after the other, and gives its answers. No more than a few chunks are in memory:
 * what is not taken is not read from the network either. It ends when every `use` has, also where it fails: what one
 * has begun to clean up is then clean. @throws bad_request
 */
export async function readMultipart<T>(
  request: Request,
  { field, filesMax }: { readonly field: string | undefined; readonly filesMax: number },
  use: (file: MultipartFile) => Promise<T>,
): Promise<[T, ...T[]]> {
  const { body } = request;
  if (body === null) throw malformed();
  const parser = createParser(request, filesMax);
  const fields = new Map<string, string>();
  parser.on("field", (name, value) => fields.set(name, value));
  const taken: Promise<T>[] = [];
  const used = new Promise<[T, ...T[]]>((resolve, reject) => {
    parser.on("file", (name, source, { filename, mimeType }) => {
      if (taken.length >= filesMax || (field !== undefined && name !== field)) {
        source.resume();
        return;
      }
      // Told to whoever reads it; where nobody does, nobody need know.
      source.on("error", () => undefined);
      const file = { fields, fileName: filename ?? "", mediaType: mimeType ?? "", source };
      const using = (taken.at(-1) ?? Promise.resolve()).then(() => use(file));
      using.catch(reject);
      taken.push(using);
    });
    parser.once("error", () => reject(malformed()));
    parser.once("close", () => {
      Promise.all(taken).then(([first, ...others]) => {
        if (first === undefined) reject(malformed());
        else resolve([first, ...others]);
      }, reject);
    });
  });
  // Settled elsewhere when the feeding ends first.
  used.catch(() => undefined);
  const feeding = feed(parser, body);
  // Whatever `use` says ends the feeding: of a file that is refused the rest is not read.
  try {
    await Promise.race([feeding, used]);
    return await used;
  } finally {
    parser.destroy();
    await Promise.allSettled(taken);
  }
}

function createParser(request: Request, filesMax: number): busboy.Busboy {
  try {
    return busboy({
      headers: { "content-type": request.headers.get("content-type") ?? "" },
      defParamCharset: "utf8",
      ...{ highWaterMark: bufferedBytes, fileHwm: bufferedBytes },
      limits: {
        files: filesMax + filesPastMax,
        fields: fieldsMax,
        fieldSize: fieldBytesMax,
        fieldNameSize: 100,
        headerPairs: 20,
      },
    });
  } catch {
    throw malformed();
  }
}

async function feed(parser: busboy.Busboy, body: ReadableStream<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of body) {
      if (parser.destroyed) return;
      if (!parser.write(chunk)) await drained(parser);
    }
    parser.end();
  } catch (error) {
    // The caller is gone in the middle.
    parser.destroy(error instanceof Error ? error : new Error("the connection broke"));
    throw malformed();
  }
}

function drained(parser: busboy.Busboy): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      parser.off("drain", done);
      parser.off("close", done);
      resolve();
    };
    parser.on("drain", done);
    parser.on("close", done);
  });
}

function malformed(): ParleyError {
  return new ParleyError("bad_request", { message: "The body is no multipart/form-data with one file." });
}
