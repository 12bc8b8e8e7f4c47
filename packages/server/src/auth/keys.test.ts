import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "../store/start-error.ts";
import { loadKeys } from "./keys.ts";

describe("keys", () => {
  const folders: string[] = [];
  const newFolder = () => {
    const folder = join(mkdtempSync(join(tmpdir(), "parley-keys-")), "data");
    folders.push(folder);
    return folder;
  };
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(join(folder, ".."), { recursive: true });
  });

  test("[RUN-1] the first start makes keys of 256 random bits, which only the owner can read and which stay", () => {
    const folder = newFolder();
    const keys = loadKeys(folder);
    const all = [keys.accessToken, keys.refreshToken, keys.digest];
    expect(all.map((key) => key.length * 8)).toEqual([256, 256, 256]);
    expect(new Set(all.map((key) => Buffer.from(key).toString("hex"))).size).toBe(3);
    expect(statSync(join(folder, "keys.json")).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(loadKeys(folder)).toEqual(keys);
    expect(loadKeys(newFolder()).accessToken).not.toEqual(keys.accessToken);
  });

  test("[RUN-1] a key file others could read is closed to them", () => {
    const folder = newFolder();
    loadKeys(folder);
    chmodSync(join(folder, "keys.json"), 0o644);
    loadKeys(folder);
    expect(statSync(join(folder, "keys.json")).mode & 0o777).toBe(0o600);
  });

  test("[RUN-3] a key file that holds no keys is refused and left as it is", () => {
    const folder = newFolder();
    loadKeys(folder);
    const path = join(folder, "keys.json");
    const right = JSON.parse(readFileSync(path, "utf8"));
    const zeros = Buffer.alloc(32).toString("base64url");
    const broken = [
      "",
      "{",
      "null",
      "[]",
      "{}",
      JSON.stringify({ ...right, accessToken: "short" }),
      JSON.stringify({ ...right, digest: zeros }),
      JSON.stringify({ ...right, refreshToken: 7 }),
    ];
    for (const text of broken) {
      writeFileSync(path, text);
      expect(() => loadKeys(folder)).toThrow(StartError);
      expect(readFileSync(path, "utf8")).toBe(text);
    }
  });

  test("[RUN-3] a folder that cannot be made is one clear line", () => {
    const folder = newFolder();
    writeFileSync(folder, "a file where the folder should be");
    expect(() => loadKeys(folder)).toThrow(/^Cannot use the data folder .+\.$/);
  });
});
