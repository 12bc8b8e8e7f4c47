/** A field of an upload's form that stands before the file: read ahead a little, and handed on with the rest. */

/** Fields that say who asks stand at the beginning. */
const aheadBytesMax = 8 * 1024;

export interface EarlyField {
  /** Empty where it is not among the first bytes, or behind a file. */
  readonly value: string;
  /** What is to be read now: the whole body, from its beginning. */
  readonly request: Request;
}

export async function earlyField(request: Request, name: string): Promise<EarlyField> {
  if (request.body === null) return { value: "", request };
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < aheadBytesMax) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    bytes += value.byteLength;
  }
  const { headers, method, url } = request;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = chunks.shift() ?? (await reader.read()).value;
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const head = Buffer.concat(chunks).toString("utf8");
  return { value: valueIn(head, name), request: new Request(url, { method, headers, body }) };
}

function valueIn(head: string, name: string): string {
  const [fields = ""] = head.split(/;\s*filename/i, 1);
  const part = new RegExp(`name="?${name}"?\\r\\n(?:[^\\r\\n]+\\r\\n)*\\r\\n([^\\r\\n]*)\\r\\n`, "i");
  return part.exec(fields)?.[1] ?? "";
}
