import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import type { Media, SignedIn } from "@parley/protocol";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const kibibyte = 1024;

interface UploadAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape, errors included
  readonly body: any;
}

describe("uploads", () => {
  let server: TestServer;
  let ann: SignedIn;
  let eve: SignedIn;
  beforeAll(async () => {
    server = await startTestServer({
      imageBytesMax: 200 * kibibyte,
      voiceBytesMax: 50 * kibibyte,
      mediaQuotaBytes: 4000 * kibibyte,
      guestMediaQuotaBytes: 20 * kibibyte,
      groupMediaQuotaBytes: 600 * kibibyte,
    });
    [ann, eve] = [await server.newUser("ann"), await server.newUser("eve")];
  });
  afterAll(() => server.stop());

  async function upload(
    user: SignedIn | null,
    bytes: Uint8Array<ArrayBuffer>,
    { name = "a.bin", ...fields }: Record<string, string> = {},
  ): Promise<UploadAnswer> {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append("file", new Blob([bytes]), name);
    const headers: Record<string, string> =
      user === null ? {} : { authorization: `Bearer ${user.accessToken}` };
    const response = await fetch(`${server.url}/v1/media`, { method: "POST", headers, body: form });
    return { status: response.status, body: await response.json() };
  }

  async function uploaded(
    user: SignedIn,
    bytes: Uint8Array<ArrayBuffer>,
    fields?: Record<string, string>,
  ): Promise<Media> {
    const { body, status } = await upload(user, bytes, fields);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.media;
  }

  const linkOf = async (user: SignedIn, id: string): Promise<string | undefined> =>
    (await server.post("media.link", { ids: [id] }, user.accessToken)).body.links[0]?.url;

  async function fetched(user: SignedIn, id: string, init: RequestInit = {}): Promise<Response> {
    const link = await linkOf(user, id);
    if (link === undefined) throw new Error("there is no link");
    return fetch(`${server.url}${link}`, init);
  }

  const random = (size: number) => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    // By chance they begin as a sound does, once in 13,000 times.
    bytes.fill(0, 0, 2);
    return bytes;
  };
  const filesIn = (folder: string) => {
    const path = join(server.folder, folder);
    if (!existsSync(path)) return [];
    return readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  };

  test("[MED-10] what is uploaded comes back byte for byte, with its hash, and is nobody else's", async () => {
    for (const size of [0, 1, 70_000, 1_500_000]) {
      const bytes = random(size);
      const media = await uploaded(ann, bytes, { name: "bytes.bin" });
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      expect(media).toMatchObject({ kind: "file", name: "bytes.bin", bytes: size, sha256 });
      expect(media.completeAt).not.toBeNull();
      const response = await fetched(ann, media.id);
      expect(response.status).toBe(200);
      expect(Buffer.compare(await response.bytes(), bytes)).toBe(0);
      expect(await linkOf(eve, media.id)).toBeUndefined();
      expect((await server.post("media.get", { id: media.id }, eve.accessToken)).body.error.code).toBe(
        "not_found",
      );
      await server.post("media.delete", { id: media.id }, ann.accessToken);
    }
  });

  test("[MED-10] the same content is kept once, and stays while one file has it", async () => {
    const bytes = random(30_000);
    const before = filesIn("blobs").length;
    const [one, other] = [await uploaded(ann, bytes), await uploaded(eve, bytes)];
    const kept = await server.rows(
      `select distinct blob_key from media where id in ('${one.id}', '${other.id}')`,
    );
    expect(kept.length).toBe(1);
    expect((await server.post("media.delete", { id: one.id }, ann.accessToken)).status).toBe(200);
    expect(Buffer.compare(await (await fetched(eve, other.id)).bytes(), bytes)).toBe(0);
    await server.restart();
    while (filesIn("blobs").length > before + 1) await Bun.sleep(10);
    expect(Buffer.compare(await (await fetched(eve, other.id)).bytes(), bytes)).toBe(0);
  });

  test("[MED-11] a file over its kind's limit, at it and one over, and one that is no such kind, are refused", async () => {
    const ogg = (size: number) => {
      const bytes = random(size);
      bytes.set(Buffer.from("OggS"));
      return bytes;
    };
    const most = 50 * kibibyte;
    expect((await uploaded(ann, ogg(most), { kind: "voice" })).bytes).toBe(most);
    const large = await upload(ann, ogg(most + 1000), { kind: "voice" });
    expect(large).toMatchObject({
      status: 413,
      body: { error: { code: "payload_too_large", details: { bytesMax: most } } },
    });
    const announced = (bytes: number) =>
      server.post("media.create", { kind: "voice", name: "a", bytes }, ann.accessToken);
    expect((await announced(most + 1)).body.error.code).toBe("payload_too_large");
    const { status, body } = await announced(most);
    expect(status).toBe(200);
    await server.post("media.delete", { id: body.media.id }, ann.accessToken);
    for (const kind of ["image", "voice", "video"]) {
      const lie = await upload(ann, Buffer.from("<html><script>1</script>"), { kind, name: "cat.png" });
      expect(lie).toMatchObject({ status: 400, body: { error: { code: "invalid_arguments" } } });
    }
    expect((await upload(ann, random(5), { kind: "odd" })).body.error.code).toBe("invalid_arguments");
    expect(filesIn("uploads")).toEqual([]);
  });

  test("[MED-12] all files of one person together stay under the quota, uploads at once too", async () => {
    const carl = await server.newUser("carl");
    const part = 900 * kibibyte;
    const answers = await Promise.all(Array.from({ length: 6 }, () => upload(carl, random(part))));
    expect(answers.filter(({ status }) => status === 200).length).toBe(4);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ body }) => body.error.code)).toEqual(["limit_reached", "limit_reached"]);
    const guest = (await server.post("guest.create", { deviceId: crypto.randomUUID(), platform: "web" }))
      .body;
    expect((await upload(guest, random(30 * kibibyte))).body.error.code).toBe("limit_reached");
    expect((await upload(guest, random(10 * kibibyte))).status).toBe(200);
  });

  test("[MED-13] without a token, and with a form that is none, nothing is kept", async () => {
    expect((await upload(null, random(10))).body.error.code).toBe("unauthenticated");
    const headers = { authorization: `Bearer ${ann.accessToken}` };
    for (const [type, body] of [
      ["application/json", "{}"],
      ["multipart/form-data", "x"],
      ["multipart/form-data; boundary=b", ""],
      [
        "multipart/form-data; boundary=b",
        "--b\r\ncontent-disposition: form-data; name=x\r\n\r\n1\r\n--b--\r\n",
      ],
      [
        "multipart/form-data; boundary=b",
        "--b\r\ncontent-disposition: form-data; name=f; filename=f\r\n\r\ncut",
      ],
    ] as const) {
      const init = { method: "POST", headers: { ...headers, "content-type": type }, body };
      const response = await fetch(`${server.url}/v1/media`, init);
      expect({ type, body, status: response.status }).toEqual({ type, body, status: 400 });
      expect({ type, body, files: filesIn("uploads") }).toEqual({ type, body, files: [] });
    }
  });

  /** Sends the beginning of an upload over a connection of its own. */
  async function beginUpload(user: SignedIn, file: Uint8Array, sentBytes: number): Promise<Socket> {
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="cut.bin"\r\n\r\n';
    const body = Buffer.concat([Buffer.from(head), file, Buffer.from("\r\n--b--\r\n")]);
    const { hostname, host, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    // A server that closes before it has read everything resets the connection.
    socket.on("error", () => undefined);
    const lines = [
      ...["POST /v1/media HTTP/1.1", `host: ${host}`, `authorization: Bearer ${user.accessToken}`],
      ...["content-type: multipart/form-data; boundary=b", `content-length: ${body.length}`, "", ""],
    ];
    socket.write(lines.join("\r\n"));
    socket.write(body.subarray(0, sentBytes));
    return socket;
  }

  test("[MED-13] an upload that is cut at any byte leaves nothing of it", async () => {
    const dora = await server.newUser("dora");
    const file = random(20_000);
    for (let cut = 0; cut < 200; cut += 1) {
      const sentBytes = 1 + Math.floor(Math.random() * 20_000);
      const socket = await beginUpload(dora, file, sentBytes);
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.resume();
      if (cut % 2 === 0) socket.destroy();
      else socket.end();
      await closed;
    }
    const left = () => server.rows(`select id from media where owner_id = ${dora.user.id}`);
    while ((await left()).length > 0 || filesIn("uploads").length > 0) await Bun.sleep(20);
    expect(await left()).toEqual([]);
    const { sha256 } = await uploaded(dora, file);
    expect(sha256).toBe(createHash("sha256").update(file).digest("hex"));
  });

  test("[MED-15] of uploads that arrive at a time the ninth of one person is refused, and not another's", async () => {
    const fred = await server.newUser("fred");
    const sockets = await Promise.all(
      Array.from({ length: 8 }, () => beginUpload(fred, random(5_000), 3_000)),
    );
    while ((await server.rows(`select id from media where owner_id = ${fred.user.id}`)).length < 8) {
      await Bun.sleep(10);
    }
    expect((await upload(fred, random(10))).body.error.code).toBe("busy");
    expect((await upload(ann, random(10))).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    while ((await upload(fred, random(10))).status !== 200) await Bun.sleep(10);
  });

  test("[MED-14] hostile names are data: shown without tricks, sent back encoded, and never part of a path", async () => {
    for (const [given, kept] of [
      ["../../keys.json", "keys.json"],
      ["C:\\temp\\evil.exe", "evil.exe"],
      ["a\u202Egpj.exe", "agpj.exe"],
      ["图片 (1)'s.txt", "图片 (1)'s.txt"],
      ["CON", "CON"],
      ["%2e%2e%2f", "%2e%2e%2f"],
    ] as const) {
      const media = await uploaded(ann, random(20), { name: given });
      expect(media.name).toBe(kept);
      const header = (await fetched(ann, media.id)).headers.get("content-disposition") ?? "";
      expect(header.startsWith("attachment; ")).toBe(true);
      expect(decodeURIComponent(header.split("filename*=UTF-8''")[1] ?? "")).toBe(kept);
      expect(header).toMatch(/^[\x20-\x7e]*$/);
    }
    expect(filesIn("blobs").every(({ name }) => /^[0-9a-f]{32}(-[0-9]+)?$/.test(name))).toBe(true);
  });

  test("[MED-17] one's own files are listed in pages, with what they take of the quota", async () => {
    const lea = await server.newUser("lea");
    const call = async (operation: string, args: object) =>
      (await server.post(operation, args, lea.accessToken)).body;
    const made: string[] = [];
    for (const size of [100, 200, 300]) made.push((await uploaded(lea, random(size))).id);
    await call("media.create", { kind: "file", name: "a", bytes: 1_000 });
    const all = await call("media.list", {});
    expect(all).toMatchObject({ next: null, usedBytes: 1_600, quotaBytes: 4000 * kibibyte });
    expect(all.files.length).toBe(4);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await call("media.list", { limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.files.length).toBe(1);
      for (const { media, isUsed } of page.files) {
        seen.push(media.id);
        expect(isUsed).toBe(false);
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all.files.map(({ media }: { media: Media }) => media.id));
    expect(seen.toSorted()).toEqual(expect.arrayContaining(made.toSorted()));
    expect((await call("media.list", { cursor: "x" })).error.code).toBe("invalid_arguments");
    expect((await server.post("media.list", {}, eve.accessToken)).body.files).not.toContainEqual(
      expect.objectContaining({ media: expect.objectContaining({ id: made[0] }) }),
    );
  });

  test("[MED-20] links open until their time, for who got them alone, and a changed one opens nothing", async () => {
    const { id } = await uploaded(ann, random(100));
    const link = await linkOf(ann, id);
    const other = await uploaded(ann, random(100));
    for (const changed of [
      link?.replace(id, other.id),
      link?.replace(/user=[0-9]+/, `user=${eve.user.id}`),
      link?.replace(/expires=[0-9]/, "expires=9"),
      link?.replace(/expires=[0-9]+/, "expires=1"),
      link?.replace(/signature=.*/, "signature=x"),
      `/media/${id}`,
      `/media/${id}?user=x&expires=y`,
    ]) {
      const response = await fetch(`${server.url}${changed}`);
      expect({ changed, status: response.status }).toEqual({ changed, status: 404 });
    }
    expect((await fetch(`${server.url}${link}`)).status).toBe(200);
    expect(await linkOf(ann, id)).toBe(link);
  });

  test("[MED-21] [MED-23] who can see a message can fetch its file, until the message is recalled or they are out", async () => {
    const [owner, member, former] = [
      await server.newUser("a"),
      await server.newUser("b"),
      await server.newUser("c"),
    ];
    const call = async (operation: string, args: object, by = owner) =>
      (await server.post(operation, args, by.accessToken)).body;
    const memberIds = [member.user.id, former.user.id];
    const conversationId = (await call("group.create", { memberIds })).conversation.id;
    const messageId = Bun.randomUUIDv7();
    const content = { type: "text", text: "a file" };
    await call("message.send", { conversationId, id: messageId, content });
    const { id } = await uploaded(owner, random(300));
    await server.runStatement(
      `insert into media_uses (media_id, conversation_id, message_id) values ('${id}', ${conversationId}, '${messageId}')`,
    );
    await server.runStatement(`update media set unused_since = null where id = '${id}'`);
    const links = [await linkOf(member, id), await linkOf(former, id)];
    const statuses = () =>
      Promise.all(links.map(async (link) => (await fetch(`${server.url}${link}`)).status));
    expect(await linkOf(eve, id)).toBeUndefined();
    expect(await statuses()).toEqual([200, 200]);
    expect((await call("media.delete", { id })).error.code).toBe("conflict");
    await call("message.recall", { conversationId, id: messageId });
    expect(await statuses()).toEqual([404, 404]);
    expect(await linkOf(member, id)).toBeUndefined();
    expect((await fetched(owner, id)).status).toBe(200);
  });

  test("[MED-16] [MED-17] [MED-18] a group's messages show files up to its quota, complete ones of their sender alone", async () => {
    const owner = await server.newUser("host");
    const call = async (operation: string, args: object, by = owner) =>
      (await server.post(operation, args, by.accessToken)).body;
    const memberIds = [ann.user.id];
    const conversationId = (await call("group.create", { memberIds })).conversation.id;
    const send = (mediaId: string, id = Bun.randomUUIDv7(), by = owner) =>
      call("message.send", { conversationId, id, content: { type: "file", mediaId } }, by);
    const half = 350 * kibibyte;
    const [one, two] = [await uploaded(owner, random(half)), await uploaded(owner, random(half))];
    const messageId = Bun.randomUUIDv7();
    const { rev } = await send(one.id, messageId);
    expect((await send(one.id, messageId)).rev).toBe(rev);
    const over = await send(two.id);
    expect(over.error).toMatchObject({ code: "limit_reached", details: { quotaBytes: 600 * kibibyte } });
    const listed = (await call("media.list", {})).files;
    expect(listed.map((file: { isUsed: boolean }) => file.isUsed).toSorted()).toEqual([false, true]);
    expect((await call("media.delete", { id: one.id })).error.code).toBe("conflict");
    const announced = (await call("media.create", { kind: "file", name: "a", bytes: 9 })).media;
    for (const [id, by] of [
      [announced.id, owner],
      [two.id, ann],
      ["0".repeat(32), owner],
    ] as const) {
      expect((await send(id, Bun.randomUUIDv7(), by)).error.code).toBe("invalid_arguments");
    }
    await call("message.recall", { conversationId, id: messageId });
    expect((await send(two.id)).error).toBeUndefined();
    expect((await call("media.delete", { id: one.id })).error).toBeUndefined();
  });

  test("[MED-21] a link ends with the account it was given to", async () => {
    const dan = await server.newUser("dan");
    const { id } = await uploaded(dan, random(100));
    const link = await linkOf(dan, id);
    expect((await fetch(`${server.url}${link}`)).status).toBe(200);
    await server.post("account.delete", { password: "correct horse" }, dan.accessToken);
    expect((await fetch(`${server.url}${link}`)).status).toBe(404);
  });

  test("[MED-22] any range can be fetched, and a file that is known already is not sent again", async () => {
    const bytes = random(1000);
    const { id } = await uploaded(ann, bytes);
    const ranged = async (range: string) => {
      const response = await fetched(ann, id, { headers: { range } });
      const { headers, status } = response;
      return { status, range: headers.get("content-range"), body: await response.bytes() };
    };
    for (const [range, from, to] of [
      ["bytes=0-0", 0, 1],
      ["bytes=10-19", 10, 20],
      ["bytes=990-", 990, 1000],
      ["bytes=-5", 995, 1000],
      ["bytes=500-99999", 500, 1000],
    ] as const) {
      const answer = await ranged(range);
      expect([answer.status, answer.range]).toEqual([206, `bytes ${from}-${to - 1}/1000`]);
      expect(Buffer.compare(answer.body, bytes.slice(from, to))).toBe(0);
    }
    expect(await ranged("bytes=1000-")).toMatchObject({ status: 416, range: "bytes */1000" });
    for (const whole of ["bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4"]) {
      expect((await ranged(whole)).status).toBe(200);
    }
    const etag = (await fetched(ann, id)).headers.get("etag") ?? "";
    expect((await fetched(ann, id, { headers: { "if-none-match": etag } })).status).toBe(304);
    const stale = await fetched(ann, id, { headers: { range: "bytes=0-1", "if-range": '"other"' } });
    expect(stale.status).toBe(200);
    const head = await fetched(ann, id, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "1000", ""]);
  });

  test("[MED-30] [MED-31] what no message shows, and what was never completed, is removed with its bytes", async () => {
    const media = await uploaded(ann, random(5000));
    const announced = await server.post(
      "media.create",
      { kind: "file", name: "a", bytes: 9 },
      ann.accessToken,
    );
    const before = filesIn("blobs").length;
    await server.runStatement("update media set unused_since = 5 where unused_since is not null");
    await server.restart();
    const isThere = async (id: string) =>
      (await server.post("media.get", { id }, ann.accessToken)).status === 200;
    while ((await isThere(media.id)) || (await isThere(announced.body.media.id))) await Bun.sleep(10);
    while (filesIn("blobs").length >= before) await Bun.sleep(10);
    for (const id of [media.id, announced.body.media.id]) {
      expect((await server.post("media.get", { id }, ann.accessToken)).body.error.code).toBe("not_found");
    }
    while ((await server.rows("select * from media_removals")).length > 0) await Bun.sleep(10);
    const kept = await server.rows("select distinct blob_key from media");
    const names = filesIn("blobs").map(({ name }) => name);
    expect(names.toSorted()).toEqual(kept.map((row) => String(row.blob_key)).toSorted());
  });
});
