/** Reads the mails of the outbox folder back for the administrators' page; of their own kind only, not any mail. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Outbox } from "../engine/ports/outbox.ts";

const extension = ".eml";

export function createOutbox({ data, mailUrl }: { readonly data: string; readonly mailUrl: string }): Outbox {
  const folder = join(data, "outbox");
  return {
    async list(before, limit) {
      if (mailUrl !== "") return [];
      const names = (await namesIn(folder)).filter((name) => before === null || name < before);
      const newest = names.sort().reverse().slice(0, limit);
      const mails = await Promise.all(newest.map((name) => readMail(folder, name)));
      return mails.filter((mail) => mail !== null);
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder);
    return files.filter((file) => file.endsWith(extension)).map((file) => file.slice(0, -extension.length));
  } catch (error) {
    // No mail was written yet.
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readMail(folder: string, name: string) {
  try {
    return parseMail(name, await readFile(join(folder, `${name}${extension}`), "latin1"));
  } catch (error) {
    // Removed meanwhile, because there are too many.
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** @param source the file's bytes, one character each */
export function parseMail(name: string, source: string) {
  const { headers, body } = parsePart(source);
  const at = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(at)) return null;
  return {
    name,
    to: (headers.get("to") ?? "").replace(/^<(.*)>$/, "$1"),
    subject: decodeWords(headers.get("subject") ?? ""),
    at,
    text: plainText(headers, body).replaceAll("\r\n", "\n"),
  };
}

type Headers = ReadonlyMap<string, string>;

function parsePart(source: string): { headers: Headers; body: string } {
  const end = source.indexOf("\r\n\r\n");
  const head = end < 0 ? source : source.slice(0, end);
  const lines = head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? "" : source.slice(end + 4) };
}

/** The first part that is plain text. */
function plainText(headers: Headers, body: string): string {
  const type = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined) {
    for (const part of body.split(`--${boundary}`)) {
      const inner = parsePart(part.replace(/^\r\n/, ""));
      if (/^text\/plain/i.test(inner.headers.get("content-type") ?? ""))
        return plainText(inner.headers, inner.body);
    }
    return "";
  }
  switch ((headers.get("content-transfer-encoding") ?? "7bit").toLowerCase()) {
    case "base64":
      return Buffer.from(body, "base64").toString("utf8");
    case "quoted-printable":
      return decodeQuoted(body.replaceAll(/=\r\n/g, ""));
    default:
      return Buffer.from(body, "latin1").toString("utf8");
  }
}

/** Encoded words of a header (RFC 2047); the space between two of them is no part of the text. */
function decodeWords(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_word, encoding: string, text: string) =>
      encoding.toLowerCase() === "b"
        ? Buffer.from(text, "base64").toString("latin1")
        : decodeBytes(text.replaceAll("_", " ")),
    )
    .replaceAll(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, "latin1").toString("utf8"));
}

function decodeQuoted(text: string): string {
  return Buffer.from(decodeBytes(text), "latin1").toString("utf8");
}

function decodeBytes(text: string): string {
  return text.replaceAll(/=([0-9a-f]{2})/gi, (_byte, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
