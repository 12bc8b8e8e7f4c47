/** Files on their way into messages, against a fake server. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Client, ClientOptions, TimelineMessage } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { defaultPlatform } from "../src/platform/default-platform.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import { FakeMedia } from "./support/fake-media.ts";
import { FakeServer } from "./support/fake-server.ts";
import { FakeBrowser, type FakeTab } from "./support/fake-tabs.ts";
import { until } from "./support/until.ts";

let server: FakeServer;
let media: FakeMedia;
let clients: Client[];

beforeEach(() => {
  server = new FakeServer();
  server.log(10);
  media = new FakeMedia();
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await server.stop();
});

function open(options: ClientOptions = {}, tab?: FakeTab): Client {
  const shared = tab === undefined ? {} : { locks: tab.locks, openChannel: tab.openChannel };
  const quiet = { random: () => 0, send: media.send, warn: () => undefined };
  const platform = { ...quiet, ...shared, ...options.platform };
  const client = createClient({ url: server.url, storage: memoryStorage(), ...options, platform });
  clients.push(client);
  return client;
}

const online = (client: Client) => until(client.state.connection, ({ status }) => status === "online");

async function signedIn(options: ClientOptions = {}, tab?: FakeTab): Promise<Client> {
  const client = open(options, tab);
  await client.account.login({ username: "user1", password: "password" });
  await online(client);
  return client;
}

const small = (name = "a.txt") => new File(["small"], name);
const large = (name = "large.bin") => new File([new Uint8Array(1_000_000)], name);

const contents = () =>
  server
    .log(10)
    .messages()
    .map(({ content }) => content as unknown);
const message = (client: Client, isMet: (message: TimelineMessage) => boolean) =>
  until(client.outbox.messages, (messages) => messages.some(isMet));

test("a file is shown at once, uploaded with progress, and sent once under the id it was given", async () => {
  const client = await signedIn();
  const told: number[] = [];
  client.outbox.messages.subscribe(([first]) => {
    if (first?.progress !== undefined && first.progress !== told.at(-1)) told.push(first.progress);
  });
  const { message: shown, sent } = client.sendFile(10, large(), { text: "the plans" });
  const [file] = shown.files ?? [];
  expect(shown).toMatchObject({ state: "uploading", progress: 0, isPaused: false, seq: null });
  expect(shown.content).toEqual({ type: "file", mediaId: file?.id ?? "", text: "the plans" });
  expect(file).toMatchObject({ kind: "file", name: "large.bin", bytes: 1_000_000 });
  await sent;
  expect(contents()).toEqual([{ type: "file", mediaId: "1".padStart(32, "0"), text: "the plans" }]);
  expect(server.log(10).messages()[0]?.id).toBe(shown.id);
  expect(told).toEqual(told.toSorted((one, other) => one - other));
  expect(told.length).toBeGreaterThan(2);
  expect(told.at(-1)).toBe(1);
});

test("pictures make one message, a video has its poster, a voice its sound's length; what is optional may be refused", async () => {
  const client = await signedIn();
  await client.sendImage(10, [small("a.png"), small("b.png")]).sent;
  await client.sendVoice(10, small(), { durationMs: 900, waveform: [1, 2] }).sent;
  media.refuses = ({ body }) => (body !== null && "file" in body && body.name === "poster" ? 400 : null);
  await client.sendVideo(10, small("c.mp4"), { width: 4, height: 3, poster: new Blob(["x"]) }).sent;
  media.refuses = null;
  await client.sendVideo(10, small("d.mp4"), { poster: new Blob(["x"]) }).sent;
  const id = (number: number) => String(number).padStart(32, "0");
  expect(contents()).toEqual([
    { type: "image", images: [{ mediaId: id(1) }, { mediaId: id(2) }] },
    { type: "voice", mediaId: id(3), durationMs: 900, waveform: [1, 2] },
    { type: "video", mediaId: id(4), width: 4, height: 3 },
    { type: "video", mediaId: expect.any(String), posterId: expect.any(String) },
  ]);
});

test("text does not wait for a file; files keep their order; a paused one lets others go", async () => {
  const client = await signedIn();
  media.hold();
  const paused = client.sendFile(10, large("paused"));
  const second = client.sendFile(10, large("second"));
  const third = client.sendFile(10, small("third"));
  await client.outbox.send(10, { type: "text", text: "first of all" }).sent;
  client.outbox.pause(paused.message.id);
  await message(client, ({ id, isPaused }) => id === paused.message.id && isPaused === true);
  media.release();
  await Promise.all([second.sent, third.sent]);
  const left = client.outbox.messages.get().find(({ id }) => id === paused.message.id);
  expect(left?.state).toBe("uploading");
  client.outbox.resume(paused.message.id);
  await paused.sent;
  const ids = [second, third, paused].map(({ message: { id } }) => id);
  expect(
    server
      .log(10)
      .messages()
      .map(({ id }) => id)
      .slice(1),
  ).toEqual(ids);
});

test("a file that was on its way goes on after a reload, where it was, and is sent once", async () => {
  const storage = memoryStorage();
  const first = await signedIn({ storage });
  const { message: shown } = first.sendFile(10, large());
  await message(first, ({ progress = 0 }) => progress > 0 && progress < 1);
  await first.close();
  expect(contents()).toEqual([]);
  const [kept] = [...media.uploads.values()];
  expect(kept?.offset).toBeLessThan(1_000_000);
  const second = open({ storage });
  await online(second);
  await server.until(() => server.log(10).messages().length === 1);
  expect(
    server
      .log(10)
      .messages()
      .map(({ id }) => id),
  ).toEqual([shown.id]);
  expect(media.uploads.size).toBe(1);
  await until(second.outbox.messages, (messages) => messages.every(({ state }) => state === "sent"));
  expect(await storage.readAll("files")).toEqual([]);
});

test("what a reload finds no file of fails, and can be discarded", async () => {
  const storage = memoryStorage();
  const first = await signedIn({ storage });
  media.hold();
  const { message: shown } = first.sendFile(10, large());
  await first.close();
  await storage.write([{ table: "files", empty: true }]);
  const second = open({ storage });
  await message(second, ({ state, errorCode }) => state === "failed" && errorCode === "not_found");
  second.outbox.discard(shown.id);
  expect(second.outbox.messages.get()).toEqual([]);
});

test("what is discarded is given up on the server, and nothing of it stays here", async () => {
  const storage = memoryStorage();
  const client = await signedIn({ storage });
  const { message: shown, sent } = client.sendFile(10, large());
  await message(client, ({ progress = 0 }) => progress > 0);
  media.hold();
  client.outbox.discard(shown.id);
  await expect(sent).rejects.toMatchObject({ code: "conflict" });
  await media.until(() => media.uploads.size === 0);
  expect(await storage.readAll("files")).toEqual([]);
  expect(await storage.readAll("outbox")).toEqual([]);
});

test("a refusal fails the message with its code; tried again it goes", async () => {
  const client = await signedIn();
  media.refuses = () => 400;
  const { message: shown, sent } = client.sendFile(10, small());
  await expect(sent).rejects.toMatchObject({ code: "bad_request" });
  await message(client, ({ state }) => state === "failed");
  media.refuses = null;
  client.outbox.retry(shown.id);
  await server.until(() => server.log(10).messages().length === 1);
  expect(server.log(10).messages()[0]?.id).toBe(shown.id);
});

test("a lost connection delays a file, and its return makes it go on at once", async () => {
  const { setTimer } = defaultPlatform();
  // The first wait of an upload, which only the connection can end then.
  const client = await signedIn({
    platform: { setTimer: (run, ms) => (ms === 250 ? 0 : setTimer(run, ms)) },
  });
  media.refuses = () => 503;
  await server.stop();
  await until(client.state.connection, ({ status }) => status !== "online");
  const { sent } = client.sendFile(10, small());
  await media.until(() => media.requests.length === 1);
  media.refuses = null;
  server.start();
  client.retryNow();
  await sent;
  expect(contents()).toHaveLength(1);
  expect(media.requests).toHaveLength(2);
});

test("what is attached is uploaded before it is sent, and only the rest of it afterwards", async () => {
  const client = await signedIn();
  const attached = client.attachments.add(10, small("a.png"), { kind: "image" });
  expect(attached).toMatchObject({ state: "uploading", progress: 0, name: "a.png", mediaId: null });
  const done = await until(client.state.attachments, ([one]) => one?.state === "done");
  expect(done[0]).toMatchObject({ progress: 1, mediaId: "1".padStart(32, "0") });
  media.hold();
  const late = client.attachments.add(10, large("b.png"), { kind: "image" });
  const { message: shown, sent } = client.sendImage(10, [attached, late]);
  expect(client.state.attachments.get()).toEqual([]);
  expect(shown.files?.map(({ mediaId }) => mediaId)).toEqual(["1".padStart(32, "0"), undefined]);
  media.release();
  await sent;
  expect(contents()).toHaveLength(1);
  expect(media.uploads.size).toBe(2);
});

test("what was attached can be paused, goes on, and is given up when it is removed", async () => {
  const client = await signedIn();
  media.hold();
  const { id } = client.attachments.add(10, large());
  client.attachments.pause(id);
  expect(client.state.attachments.get()[0]?.state).toBe("paused");
  client.attachments.resume(id);
  media.release();
  await until(client.state.attachments, ([one]) => (one?.progress ?? 0) > 0);
  client.attachments.remove(id);
  await media.until(() => media.uploads.size === 0);
  media.refuses = () => 400;
  const refused = client.attachments.add(10, small());
  await until(client.state.attachments, ([one]) => one?.errorCode === "bad_request");
  media.refuses = null;
  client.attachments.resume(refused.id);
  await until(client.state.attachments, ([one]) => one?.state === "done");
});

test("of two tabs the one that was given the file uploads it; when it dies, the other goes on", async () => {
  const storage = memoryStorage();
  const browser = new FakeBrowser();
  const dying = browser.tab();
  const staying = await signedIn({ storage }, browser.tab());
  const first = open({ storage }, dying);
  await online(first);
  media.hold();
  const { message: shown } = first.sendFile(10, small());
  await message(staying, ({ state }) => state === "uploading");
  await media.until(() => media.requests.length > 0);
  expect(media.requests).toHaveLength(1);
  dying.kill();
  media.release();
  await server.until(() => server.log(10).messages().length === 1);
  expect(server.log(10).messages()[0]?.id).toBe(shown.id);
  await until(staying.outbox.messages, (messages) => messages.every(({ state }) => state === "sent"));
});
