/** Files from the SDK, against the server itself. */
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestServer, type TestServer } from "../../server/test/support/test-server.ts";
import { pictureWithNotes } from "../../server/test/support/uploads.ts";
import type { Client, ClientOptions } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { defaultPlatform } from "../src/platform/default-platform.ts";
import type { HttpAnswer, HttpRequest } from "../src/platform/platform.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";

let server: TestServer;
const clients: Client[] = [];
const folder = mkdtempSync(join(tmpdir(), "parley-upload-"));
const password = "correct horse";
let counter = 0;

beforeAll(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

function open(options: Partial<ClientOptions> = {}): Client {
  const client = createClient({ url: server.url, storage: "memory", ...options });
  clients.push(client);
  return client;
}

async function newClient(options: Partial<ClientOptions> = {}): Promise<Client> {
  const client = open(options);
  counter += 1;
  await client.account.register({ username: `uploader_${counter}`, password });
  return client;
}

/** Sends through `on`, which may answer by itself or fail. */
function sending(on: (request: HttpRequest, go: () => Promise<HttpAnswer>) => Promise<HttpAnswer>) {
  const { send } = defaultPlatform();
  return { random: () => 0, send: (request: HttpRequest) => on(request, () => send(request)) };
}

function fileOf(bytes: number, name = "large.bin"): File {
  const content = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(content.subarray(at, at + 65_536));
  return new File([content], name, { lastModified: 5 });
}

const sha256 = async (file: Blob) =>
  createHash("sha256")
    .update(await file.bytes())
    .digest("hex");

test("[MED-10] [MED-40] small files and large ones are uploaded, and how far they are is told", async () => {
  const client = await newClient();
  for (const bytes of [0, 10, 512 * 1024, 512 * 1024 + 1, 3_000_000]) {
    const file = fileOf(bytes);
    const told: number[] = [];
    const media = await client.media.upload(file, { onProgress: (sent) => told.push(sent) });
    expect(media).toMatchObject({ kind: "file", name: "large.bin", bytes, sha256: await sha256(file) });
    expect(media.completeAt).not.toBeNull();
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(told.at(-1)).toBe(bytes);
    if (bytes > 1_000_000) expect(told.length).toBeGreaterThan(2);
  }
});

test("[MED-40] [MED-41] a picture that is kept smaller than it came is uploaded, also when its last answer is lost", async () => {
  const bytes = pictureWithNotes(600_000);
  for (const loses of [false, true]) {
    let isLost = !loses;
    let patches = 0;
    const client = await newClient({
      platform: sending(async ({ method, headers }, go) => {
        const answer = await go();
        if (method === "PATCH") patches += 1;
        if (isLost || method !== "PATCH" || headers["upload-offset"] === "0") return answer;
        isLost = true;
        throw new Error("the answer is lost");
      }),
    });
    const file = new File([bytes], "note.png", { lastModified: 5 });
    const media = await client.media.upload(file, { kind: "image" });
    expect(media).toMatchObject({ kind: "image", width: 1, height: 1 });
    expect(media.bytes).toBeLessThan(1_000);
    expect(patches).toBe(2);
  }
});

test("[MED-41] an upload goes on after lost connections and lost answers, whichever request they hit", async () => {
  let requests = 0;
  let cutBytes = 0;
  const client = await newClient({
    platform: sending(async (request, go) => {
      requests += 1;
      if (requests % 3 === 0) throw new TypeError("the network is gone");
      const isPart = request.body !== null && "bytes" in request.body;
      if (isPart && requests % 4 === 0) {
        cutBytes += 1;
        await go();
        throw new TypeError("the answer is lost");
      }
      return go();
    }),
  });
  const file = fileOf(3_000_000);
  const media = await client.media.upload(file);
  expect(media.sha256).toBe(await sha256(file));
  expect(cutBytes).toBeGreaterThan(0);
  expect((await client.media.list()).files.length).toBe(1);
}, 60_000);

test("[MED-41] an upload that was kept goes on in another client of the same store, with the rest alone", async () => {
  const storage = memoryStorage();
  const file = fileOf(3_000_000);
  const first = await newClient({ storage });
  const stop = new AbortController();
  const cut = first.media.upload(file, {
    signal: stop.signal,
    onAbort: "keep",
    onProgress: (sent) => {
      if (sent > 0) stop.abort(new Error("paused"));
    },
  });
  await expect(cut).rejects.toThrow("paused");
  const [kept] = (await first.media.list()).files;
  expect(kept?.media.completeAt).toBeNull();
  let sentBytes = 0;
  const second = open({
    storage,
    platform: sending((request, go) => {
      if (request.body !== null && "bytes" in request.body) sentBytes += request.body.bytes.size;
      return go();
    }),
  });
  await second.ready;
  const media = await second.media.upload(file);
  expect(media).toMatchObject({ id: kept?.media.id, sha256: await sha256(file) });
  expect(sentBytes).toBeLessThan(file.size);
});

test("[MED-45] an upload that is ended is given up, and nothing of it stays", async () => {
  const client = await newClient();
  const stop = new AbortController();
  const onProgress = (sent: number) => {
    if (sent > 0) stop.abort(new Error("no more"));
  };
  await expect(client.media.upload(fileOf(3_000_000), { signal: stop.signal, onProgress })).rejects.toThrow(
    "no more",
  );
  expect((await client.media.list()).files).toEqual([]);
  await expect(client.media.upload(fileOf(10), { signal: stop.signal })).rejects.toThrow("no more");
});

test("[MED-11] what the server refuses is told at once, for small files and large ones", async () => {
  const client = await newClient();
  for (const bytes of [100, 700_000]) {
    const refused = client.media.upload(fileOf(bytes), { kind: "image" });
    await expect(refused).rejects.toMatchObject({ code: "invalid_arguments" });
  }
  expect((await client.media.list()).files).toEqual([]);
});

test("[MED-41] a file that is sent while connections break is one message, with the whole file", async () => {
  const bob = await newClient();
  let requests = 0;
  const ann = await newClient({
    platform: sending(async (_, go) => {
      requests += 1;
      if (requests % 3 === 0) throw new TypeError("the network is gone");
      return go();
    }),
  });
  const userId = bob.state.session.get()?.user.id ?? 0;
  const conversationId = (await ann.conversations.openDirect({ userId })).conversation.id;
  const file = fileOf(1_500_000, "plans.bin");
  const { message, sent } = ann.sendFile(conversationId, file, { text: "the plans" });
  expect(message.state).toBe("uploading");
  await sent;
  const { messages } = await bob.messages.list({ conversationId });
  expect(messages.map(({ id }) => id)).toEqual([message.id]);
  const content = { type: "file", name: "plans.bin", bytes: 1_500_000, text: "the plans" };
  expect(messages[0]?.content).toMatchObject(content);
  const [kept] = (await ann.media.list()).files;
  expect(kept?.media.sha256).toBe(await sha256(file));
}, 60_000);

test("[MED-40] it uploads from Node.js as well", async () => {
  const node = Bun.which("node");
  if (node === null) throw new Error("there is no Node.js to try it with");
  const client = await newClient();
  const username = client.state.session.get()?.user.username;
  const entry = join(folder, "node-upload.ts");
  // Node.js 20 has neither a WebSocket nor this.
  const script = `
    Promise.withResolvers ??= function () {
      const made = {};
      made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
      return made;
    };
    const { createClient } = await import(${JSON.stringify(new URL("../src/index.ts", import.meta.url).pathname)});
    const client = createClient({ url: ${JSON.stringify(server.url)}, storage: "memory", platform: { warn: () => {} } });
    await client.account.login({ username: ${JSON.stringify(username)}, password: ${JSON.stringify(password)} });
    const media = await client.media.upload(new Blob([new Uint8Array(2_000_000).fill(7)]), { name: "node.bin" });
    console.log(JSON.stringify(media));
    await client.close();
    process.exit(0);`;
  writeFileSync(entry, script);
  const built = await Bun.build({ entrypoints: [entry], target: "node", outdir: folder });
  const program = Bun.spawn([node, built.outputs[0]?.path ?? ""], { stdout: "pipe", stderr: "inherit" });
  const media = JSON.parse(await new Response(program.stdout).text());
  expect(media).toMatchObject({ name: "node.bin", bytes: 2_000_000 });
  expect(media.sha256).toBe(await sha256(new Blob([new Uint8Array(2_000_000).fill(7)])));
}, 60_000);

test("the upload of the examples sends a file, as a program of its own", async () => {
  const [ann, bob] = [await newClient(), await newClient()];
  const script = new URL("../../../examples/upload/upload.ts", import.meta.url).pathname;
  const path = join(folder, "notes.txt");
  writeFileSync(path, "the notes");
  const program = Bun.spawn([process.execPath, script, path], {
    env: {
      ...process.env,
      PARLEY_URL: server.url,
      UPLOAD_USERNAME: ann.state.session.get()?.user.username ?? "",
      UPLOAD_PASSWORD: password,
      UPLOAD_TO: bob.state.session.get()?.user.username ?? "",
    },
    stdout: "pipe",
    stderr: "inherit",
  });
  const output = await new Response(program.stdout).text();
  expect(output).toContain("100 %");
  expect(output).toContain("sent notes.txt, 9 bytes");
  const { heads } = await bob.inbox.list();
  expect(heads[0]?.lastMessage?.content).toMatchObject({ type: "file", name: "notes.txt", bytes: 9 });
}, 60_000);
