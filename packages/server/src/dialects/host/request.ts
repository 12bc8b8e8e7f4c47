/** A request as dialects read it: fields of a form however they are spelled, within limits. */
import { assertPlainJson, limits, ParleyError } from "@parley/protocol";
import type { Dialect, DialectRequest } from "../dialect.ts";
import type { Incoming } from "./dialects.ts";
import { earlyField } from "./early-field.ts";

/** Fields of one form: more than any contract has. */
const fieldsMax = 100;
/** Values of all fields of one form: a group may be made of so many people. */
const valuesMax = 1_000;

interface Form {
  /** Of a name given twice the first holds, as in the query. */
  readonly fields: ReadonlyMap<string, unknown>;
  readonly lists: ReadonlyMap<string, readonly unknown[]>;
}

export function createRequest(
  incoming: Pick<Incoming, "address" | "isOwnPage" | "request" | "url">,
  route: string,
  parameters: Readonly<Record<string, string>>,
  forms: Dialect["forms"],
): DialectRequest {
  const { address, url } = incoming;
  let { request } = incoming;
  let form: Promise<Form> | null = null;
  const read = () => {
    form ??= readForm(request, forms);
    return form;
  };
  return {
    get request() {
      return request;
    },
    url,
    address,
    route,
    parameters,
    isOwnPage: incoming.isOwnPage(),
    header: (name) => request.headers.get(name),
    query: (name) => url.searchParams.get(name),
    async earlyField(name) {
      const early = await earlyField(request, name);
      request = early.request;
      return early.value;
    },
    fields: async () => (await read()).fields,
    values: async (name) => (await read()).lists.get(name) ?? [],
  };
}

async function readForm(request: Request, forms: Dialect["forms"]): Promise<Form> {
  const type = (request.headers.get("content-type") ?? "").toLowerCase();
  const body = await readBody(request);
  if (type.startsWith("multipart/form-data")) return readMultipartFields(body, type, request);
  const text = asText(body);
  // Some clients send JSON and name it a form, and the other way round: the first sign tells.
  if (type.includes("json") || text.trimStart().startsWith("{")) return readJson(text);
  return bounded(forms === "encodeURI" ? readPlainForm(text) : new URLSearchParams(text));
}

/** What has no `=` is no field but the rest of a value with `&` in it. */
function* readPlainForm(text: string): Iterable<readonly [string, string]> {
  let field: [string, string] | null = null;
  for (const part of text.split("&")) {
    const end = part.indexOf("=");
    if (end > 0) {
      if (field !== null) yield field;
      field = [unescaped(part.slice(0, end)), unescaped(part.slice(end + 1))];
    } else if (field !== null) field[1] += `&${unescaped(part)}`;
  }
  if (field !== null) yield field;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function readJson(text: string): Form {
  if (text.trim() === "") return bounded([]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof RangeError) throw unreadable();
    throw cause;
  }
  assertPlainJson(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw unreadable();
  return bounded(Object.entries(value));
}

async function readMultipartFields(
  body: Uint8Array<ArrayBuffer>,
  type: string,
  request: Request,
): Promise<Form> {
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? type };
    const form = await new Response(body, { headers }).formData();
    return bounded([...form.entries()].filter((entry) => typeof entry[1] === "string"));
  } catch {
    throw unreadable();
  }
}

function bounded(entries: Iterable<readonly [string, unknown]>): Form {
  const fields = new Map<string, unknown>();
  const lists = new Map<string, unknown[]>();
  let count = 0;
  for (const [given, value] of entries) {
    assertPlainJson(value);
    const name = given.replace(/\[\d{0,4}\]$/, "");
    if (!fields.has(name)) fields.set(name, value);
    lists.set(name, (lists.get(name) ?? []).concat(value));
    count += 1;
    if (fields.size > fieldsMax || count > valuesMax) throw unreadable();
  }
  return { fields, lists };
}

/** Read no further than it may be long: its declared length is not believed. */
async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > limits.bodyBytesMax) throw tooLarge();
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > limits.bodyBytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function asText(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (error) {
    if (error instanceof TypeError) throw unreadable();
    throw error;
  }
}

function unreadable(): ParleyError {
  return new ParleyError("bad_request", { message: "The body cannot be read." });
}

function tooLarge(): ParleyError {
  return new ParleyError("payload_too_large");
}
