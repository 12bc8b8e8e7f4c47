/** Reads `multipart/form-data` with one file as it arrives; what is before the file are its fields. */
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

/** Those of other fields are read past. */
const filesMax = 4;
const fieldsMax = 20;
const fieldBytesMax = 1_000;

/**
 * Hands the file, of one field or of any, to `use`, whose answer it gives. No more than a few chunks are in memory: what is not taken is not
 * read from the network either. @throws bad_request
 */
export async function readMultipart<T>(
  request: Request,
  wantedField: string | undefined,
  use: (file: MultipartFile) => Promise<T>,
): Promise<T> {
  const { body } = request;
  if (body === null) throw malformed();
  const parser = createParser(request);
  const fields = new Map<string, string>();
  parser.on("field", (name, value) => fields.set(name, value));
  const used = new Promise<T>((resolve, reject) => {
    let hasFile = false;
    parser.on("file", (name, source, { filename, mimeType }) => {
      if (hasFile || (wantedField !== undefined && name !== wantedField)) {
        source.resume();
        return;
      }
      hasFile = true;
      // Told to whoever reads it; where nobody does, nobody need know.
      source.on("error", () => undefined);
      use({ fields, fileName: filename ?? "", mediaType: mimeType ?? "", source }).then(resolve, reject);
    });
    parser.once("error", () => reject(malformed()));
    parser.once("close", () => {
      if (!hasFile) reject(malformed());
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
  }
}

function createParser(request: Request): busboy.Busboy {
  try {
    return busboy({
      headers: { "content-type": request.headers.get("content-type") ?? "" },
      defParamCharset: "utf8",
      ...{ highWaterMark: bufferedBytes, fileHwm: bufferedBytes },
      limits: {
        files: filesMax,
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
