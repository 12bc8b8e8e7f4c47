/**
 * The server's secret keys: made at the first start, kept in one file only its owner can read, never a default
 * (SEC-09, RUN-1).
 */
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { folderError, StartError } from "../store/start-error.ts";

export interface Keys {
  /** Signs access tokens. */
  readonly accessToken: Uint8Array;
  /** Derives refresh tokens. */
  readonly refreshToken: Uint8Array;
  /** Keys digests of codes. */
  readonly digest: Uint8Array;
}

const keyBytes = 32;
const names = ["accessToken", "refreshToken", "digest"] as const satisfies readonly (keyof Keys)[];

export function loadKeys(folder: string): Keys {
  const path = join(folder, "keys.json");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return readKeys(path) ?? createKeys(path);
  } catch (error) {
    throw folderError(folder, error);
  }
}

function readKeys(path: string): Keys | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  return parseKeys(text, path);
}

/** Refuses keys that are missing, short, or all of one byte: somebody wrote them by hand. */
function parseKeys(text: string, path: string): Keys {
  const refusal = new StartError(`${path} does not hold the keys it should. Restore it from a backup.`);
  let parsed: Record<string, unknown>;
  try {
    parsed = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw refusal;
  }
  const key = (name: (typeof names)[number]) => {
    const value = parsed[name];
    const bytes = typeof value === "string" ? Buffer.from(value, "base64url") : new Uint8Array();
    if (bytes.length < keyBytes || new Set(bytes).size < 8) throw refusal;
    return new Uint8Array(bytes);
  };
  return { accessToken: key("accessToken"), refreshToken: key("refreshToken"), digest: key("digest") };
}

function createKeys(path: string): Keys {
  const fresh = () => crypto.getRandomValues(new Uint8Array(keyBytes));
  const keys: Keys = { accessToken: fresh(), refreshToken: fresh(), digest: fresh() };
  const texts = Object.fromEntries(
    names.map((name) => [name, Buffer.from(keys[name]).toString("base64url")]),
  );
  // `wx`: of two first starts at once, one makes the keys.
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, `${JSON.stringify(texts, null, 2)}\n`, { flush: true });
  } catch (error) {
    // On a full disk. Half the keys would look like damaged ones to the next start.
    rmSync(path);
    throw error;
  } finally {
    closeSync(file);
  }
  return keys;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
