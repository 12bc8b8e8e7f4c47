/** Uploads that go on where they were cut. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Media, SignedIn } from "@parley/protocol";
import { Upload } from "tus-js-client";
import { type S3Server, startS3Server } from "./support/s3-server.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { tusClient } from "./support/tus-uploads.ts";
import { pictureWithNotes } from "./support/uploads.ts";

const kibibyte = 1024;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function random(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3Server();
});
afterAll(() => s3.close());

describe.each(["folder", "S3"] as const)("resumable uploads, kept in: %s", (home) => {
  let server: TestServer;
  let ann: SignedIn;
  let eve: SignedIn;
  beforeAll(async () => {
    server = await startTestServer({
      ...(home === "S3" ? { mediaUrl: s3.url } : {}),
      imageBytesMax: 200 * kibibyte,
      guestMediaQuotaBytes: 20 * kibibyte,
    });
    [ann, eve] = [await server.newUser("ann"), await server.newUser("eve")];
  });
  afterAll(() => server.stop());

  const idOf = (path: string) => path.split("/").at(-1) ?? "";
  const arrived = () => {
    const path = join(server.folder, "uploads");
    return existsSync(path) ? readdirSync(path) : [];
  };
  const mediaOf = async (user: SignedIn, path: string): Promise<Media> =>
    (await server.post("media.get", { id: idOf(path) }, user.accessToken)).body.media;
  const linkOf = async (user: SignedIn, path: string): Promise<string | undefined> =>
    (await server.post("media.link", { ids: [idOf(path)] }, user.accessToken)).body.links[0]?.url;
  async function fetched(user: SignedIn, path: string): Promise<Uint8Array> {
    const response = await fetch(`${server.url}${await linkOf(user, path)}`);
    expect(response.status).toBe(200);
    return response.bytes();
  }

  test("[MED-40] an upload in parts is complete with its last byte, and has the hash of all of them", async () => {
    const tus = tusClient(server.url, ann);
    const bytes = random(300_000);
    const path = await tus.created(bytes.length, { filename: "图片.bin", durationMs: "500" });
    expect(path).toMatch(/^\/v1\/media\/tus\/[0-9a-f]{32}$/);
    let offset = 0;
    for (const to of [1, 100_000, 100_000, 299_999, 300_000]) {
      expect(await linkOf(ann, path)).toBeUndefined();
      const { status, headers } = await tus.patch(path, offset, bytes.slice(offset, to));
      expect([status, headers.get("upload-offset")]).toEqual([204, String(to)]);
      offset = to;
    }
    expect(await mediaOf(ann, path)).toMatchObject({
      ...{ name: "图片.bin", kind: "file", bytes: 300_000, sha256: sha256(bytes), durationMs: 500 },
    });
    expect(Buffer.compare(await fetched(ann, path), bytes)).toBe(0);
    const { headers } = await tus.send("HEAD", path);
    expect([headers.get("upload-offset"), headers.get("upload-length")]).toEqual(["300000", "300000"]);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("upload-expires")).toBeNull();
    expect(arrived()).toEqual([]);
  });

  test("[MED-40] [MED-41] a picture that is kept smaller than it came has arrived with its last byte", async () => {
    const tus = tusClient(server.url, ann);
    const bytes = pictureWithNotes(50_000);
    const path = await tus.created(bytes.length, { kind: "image", filename: "note.png" });
    await tus.patch(path, 0, bytes.slice(0, 30_000));
    const { status, headers } = await tus.patch(path, 30_000, bytes.slice(30_000));
    expect([status, headers.get("upload-offset")]).toEqual([204, String(bytes.length)]);
    const media = await mediaOf(ann, path);
    expect(media.bytes).toBeLessThan(1_000);
    // Whoever lost that answer is told that nothing is missing.
    const { headers: later } = await tus.send("HEAD", path);
    expect(later.get("upload-offset")).toBe(String(media.bytes));
    expect(later.get("upload-length")).toBe(String(media.bytes));
  });

  test("[MED-40] an upload without a byte, and one that comes with its creation, are complete at once", async () => {
    const tus = tusClient(server.url, ann);
    const empty = await tus.created(0);
    expect((await mediaOf(ann, empty)).sha256).toBe(sha256(new Uint8Array()));
    const bytes = random(5_000);
    const { status, headers } = await tus.send(
      "POST",
      "/v1/media/tus",
      { "upload-length": "5000", "content-type": "application/offset+octet-stream" },
      bytes,
    );
    expect([status, headers.get("upload-offset")]).toEqual([201, "5000"]);
    expect((await mediaOf(ann, headers.get("location") ?? "")).sha256).toBe(sha256(bytes));
  });

  test("[MED-41] [MED-18] cut at 200 random bytes, with parts sent twice, it goes on each time; until its end nobody sees it", async () => {
    const tus = tusClient(server.url, ann);
    const bytes = random(2_000_000);
    const path = await tus.created(bytes.length);
    let offset = 0;
    for (let cut = 0; cut < 200; cut += 1) {
      // All of them together are less than the file.
      const sentBytes = Math.floor(Math.random() * 9_000);
      await tus.cutPatch(path, offset, bytes.subarray(offset), sentBytes, cut % 2 === 0 ? "destroy" : "end");
      const reached = await tus.offset(path);
      expect(reached).toBeGreaterThanOrEqual(offset);
      expect(reached).toBeLessThanOrEqual(offset + sentBytes);
      if (reached > offset && cut % 10 === 0) {
        const again = await tus.patch(path, offset, bytes.slice(offset, reached));
        expect([again.status, again.headers.get("upload-offset")]).toEqual([409, String(reached)]);
        expect(await linkOf(ann, path)).toBeUndefined();
      }
      offset = reached;
    }
    expect(offset).toBeGreaterThan(100_000);
    expect((await mediaOf(ann, path)).completeAt).toBeNull();
    expect((await tus.patch(path, offset, bytes.slice(offset))).status).toBe(204);
    expect((await mediaOf(ann, path)).sha256).toBe(sha256(bytes));
    expect(Buffer.compare(await fetched(ann, path), bytes)).toBe(0);
  }, 120_000);

  test("[MED-41] it goes on after the server started again, with the hash of what came before", async () => {
    const tus = tusClient(server.url, ann);
    const bytes = random(100_000);
    const path = await tus.created(bytes.length);
    await tus.patch(path, 0, bytes.slice(0, 40_000));
    await server.restart();
    expect(await tus.offset(path)).toBe(40_000);
    await tus.patch(path, 40_000, bytes.slice(40_000));
    expect((await mediaOf(ann, path)).sha256).toBe(sha256(bytes));
  });

  test("[MED-41] the same part sent twice at once is there once", async () => {
    const tus = tusClient(server.url, ann);
    const bytes = random(400_000);
    const path = await tus.created(bytes.length);
    const answers = await Promise.all([tus.patch(path, 0, bytes), tus.patch(path, 0, bytes)]);
    const offset = await tus.offset(path);
    if (offset < bytes.length) await tus.patch(path, offset, bytes.slice(offset));
    expect(answers.filter(({ status }) => status === 204).length).toBeLessThanOrEqual(1);
    expect((await mediaOf(ann, path)).sha256).toBe(sha256(bytes));
  });

  test("[MED-42] who comes later goes on, although an earlier connection hangs", async () => {
    const tus = tusClient(server.url, ann);
    const bytes = random(200_000);
    const path = await tus.created(bytes.length);
    let offset = 0;
    let hanging = await tus.cutPatch(path, 0, bytes, 50_000, "keep");
    // One that was ended before any of it was read begins again.
    for (offset = await tus.offset(path); offset === 0; offset = await tus.offset(path)) {
      hanging.destroy();
      hanging = await tus.cutPatch(path, 0, bytes, 50_000, "keep");
    }
    expect(offset).toBeLessThanOrEqual(50_000);
    expect((await tus.patch(path, offset, bytes.slice(offset))).status).toBe(204);
    expect((await mediaOf(ann, path)).sha256).toBe(sha256(bytes));
    hanging.destroy();
  });

  test("[MED-43] who lies about the length or the type gets nothing kept", async () => {
    const tus = tusClient(server.url, ann);
    const short = await tus.created(1_000);
    const over = await tus.patch(short, 0, random(1_001));
    expect([over.status, over.code]).toEqual([413, "payload_too_large"]);
    expect((await mediaOf(ann, short)).completeAt).toBeNull();
    expect(await tus.offset(short)).toBeLessThanOrEqual(1_000);
    const long = await tus.created(5_000);
    await tus.patch(long, 0, random(4_999));
    expect((await mediaOf(ann, long)).completeAt).toBeNull();
    expect(await linkOf(ann, long)).toBeUndefined();
    const page = Buffer.from("<html><script>1</script>");
    for (const kind of ["image", "voice", "video"]) {
      const lie = await tus.created(page.length, { kind, filename: "cat.png", filetype: "image/png" });
      const { status, code } = await tus.patch(lie, 0, page);
      expect({ kind, status, code }).toEqual({ kind, status: 400, code: "invalid_arguments" });
      expect((await tus.send("HEAD", lie)).status).toBe(404);
      expect(arrived()).not.toContain(idOf(lie));
    }
    for (const [bytes, metadata, code] of [
      [200 * kibibyte + 1, { kind: "image" }, "payload_too_large"],
      ["-1", {}, "bad_request"],
      ["1e3", {}, "bad_request"],
      ["9007199254740993", {}, "bad_request"],
      ["", {}, "bad_request"],
      [10, { kind: "odd" }, "invalid_arguments"],
      [10, { durationMs: "soon" }, "invalid_arguments"],
    ] as const) {
      expect({ bytes, code: (await tus.create(bytes, metadata)).code }).toEqual({ bytes, code });
    }
    for (const offset of ["1", "-1", "x", "99999"]) {
      const { status } = await tus.send(
        "PATCH",
        short,
        { "content-type": "application/offset+octet-stream", "upload-offset": offset },
        random(10),
      );
      expect({ offset, isRefused: status === 400 || status === 409 }).toEqual({ offset, isRefused: true });
    }
  });

  test("[MED-12] a resumable upload takes room as any other, from its announcement on", async () => {
    const args = { deviceId: crypto.randomUUID(), platform: "web" };
    const guest = (await server.post("guest.create", args)).body;
    const tus = tusClient(server.url, guest);
    const path = await tus.created(15 * kibibyte);
    expect((await tus.create(6 * kibibyte)).code).toBe("limit_reached");
    expect((await tus.send("DELETE", path)).status).toBe(204);
    expect((await tus.create(6 * kibibyte)).status).toBe(201);
  });

  test("[MED-44] an upload is its owner's: to all others it does not exist, and they interrupt nothing", async () => {
    const [tus, other] = [tusClient(server.url, ann), tusClient(server.url, eve)];
    const bytes = random(10_000);
    const path = await tus.created(bytes.length);
    await tus.patch(path, 0, bytes.slice(0, 5_000));
    const none = `/v1/media/tus/${"0".repeat(32)}`;
    for (const where of [path, none]) {
      const answers = [
        await other.send("HEAD", where),
        await other.patch(where, 5_000, random(5_000)),
        await other.send("DELETE", where),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect(answers.map(({ code }) => code)).toEqual([undefined, "not_found", "not_found"]);
    }
    const anonymous = await fetch(`${server.url}${path}`, {
      method: "HEAD",
      headers: { "tus-resumable": "1.0.0" },
    });
    expect(anonymous.status).toBe(401);
    expect(await tus.offset(path)).toBe(5_000);
    for (const odd of ["/v1/media/tus/", "/v1/media/tus/..%2f..%2fkeys.json", "/v1/media/tus/x"]) {
      expect((await tus.send("HEAD", odd)).status).toBe(404);
    }
    expect((await tus.send("HEAD", "/v1/media/other")).status).toBe(404);
  });

  test("[MED-45] an upload that is given up is gone with its bytes, and a finished one as media.delete says", async () => {
    const tus = tusClient(server.url, ann);
    const path = await tus.created(10_000);
    await tus.patch(path, 0, random(5_000));
    expect((await tus.send("DELETE", path)).status).toBe(204);
    expect((await tus.send("HEAD", path)).status).toBe(404);
    expect((await tus.send("DELETE", path)).status).toBe(404);
    expect(arrived()).not.toContain(idOf(path));
  });

  test("[MED-46] a part that is not what its checksum says is dropped whole; one that is stays", async () => {
    const tus = tusClient(server.url, ann);
    const bytes = random(50_000);
    const path = await tus.created(bytes.length);
    const sum = (algorithm: string, part: Uint8Array) =>
      `${algorithm} ${createHash(algorithm).update(part).digest("base64")}`;
    const part = bytes.slice(0, 20_000);
    expect((await tus.patch(path, 0, part, { "upload-checksum": sum("sha1", part) })).status).toBe(204);
    const next = bytes.slice(20_000);
    const wrong = await tus.patch(path, 20_000, next, { "upload-checksum": sum("sha256", part) });
    expect(wrong.status).toBe(460);
    expect(await tus.offset(path)).toBe(20_000);
    expect((await tus.patch(path, 20_000, next, { "upload-checksum": "md5 abc" })).status).toBe(400);
    const right = await tus.patch(path, 20_000, next, { "upload-checksum": sum("sha256", next) });
    expect(right.status).toBe(204);
    expect((await mediaOf(ann, path)).sha256).toBe(sha256(bytes));
  });

  test("[MED-47] the protocol's own refusals have the protocol's statuses, and OPTIONS says what there is", async () => {
    const tus = tusClient(server.url, ann);
    const path = await tus.created(10);
    expect((await tus.send("HEAD", path, { "tus-resumable": "0.2.2" })).status).toBe(412);
    const json = { "content-type": "application/json", "upload-offset": "0" };
    expect((await tus.send("PATCH", path, json, random(10))).status).toBe(415);
    expect((await tus.send("GET", path)).status).toBe(400);
    const override = { "x-http-method-override": "PATCH", "content-type": "application/offset+octet-stream" };
    const overridden = await tus.send("POST", path, { ...override, "upload-offset": "0" }, random(10));
    expect(overridden.status).toBe(204);
    const options = await fetch(`${server.url}/v1/media/tus`, { method: "OPTIONS" });
    expect(options.status).toBe(204);
    expect(options.headers.get("tus-version")).toBe("1.0.0");
    expect(options.headers.get("tus-extension")).toContain("creation");
    expect(Number(options.headers.get("tus-max-size"))).toBeGreaterThan(0);
  });

  test("[MED-48] a part of an upload is collected when its time is over, which its answers tell", async () => {
    const tus = tusClient(server.url, ann);
    const { headers } = await tus.create(10_000);
    const path = headers.get("location") ?? "";
    const { createdAt } = await mediaOf(ann, path);
    const expiresAt = Date.parse(headers.get("upload-expires") ?? "");
    expect(Math.abs(expiresAt - createdAt - 24 * 3_600_000)).toBeLessThan(1_000);
    await tus.patch(path, 0, random(5_000));
    expect(arrived()).toContain(idOf(path));
    await server.runStatement(`update media set unused_since = 5 where id = '${idOf(path)}'`);
    await server.restart();
    while (arrived().includes(idOf(path))) await Bun.sleep(10);
    expect((await tus.send("HEAD", path)).status).toBe(404);
  });

  test("[MED-47] a client of another maker uploads, is cut and resumes", async () => {
    const bytes = random(700_000);
    let cutAt = 0;
    const fail = (offset: number) => {
      cutAt = offset;
    };
    const upload = (uploadUrl: string | null, onBytes: (offset: number, stop: () => void) => void) =>
      new Promise<string>((resolve, reject) => {
        const sending = new Upload(Buffer.from(bytes), {
          endpoint: `${server.url}/v1/media/tus`,
          uploadUrl,
          chunkSize: 100_000,
          retryDelays: [0, 0, 0],
          metadata: { filename: "a.bin" },
          headers: { authorization: `Bearer ${ann.accessToken}` },
          onError: reject,
          onSuccess: () => resolve(sending.url ?? ""),
          onChunkComplete: (_size, offset) =>
            onBytes(offset, () => {
              void sending.abort();
              resolve(sending.url ?? "");
            }),
        });
        sending.start();
      });
    const cutUrl = await upload(null, (offset, stop) => {
      if (offset < 300_000) return;
      fail(offset);
      stop();
    });
    expect(cutAt).toBe(300_000);
    const url = await upload(cutUrl, () => undefined);
    expect(url).toBe(cutUrl);
    expect((await mediaOf(ann, url)).sha256).toBe(sha256(bytes));
  });
});
