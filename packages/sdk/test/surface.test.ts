import { expect, test } from "bun:test";
import { methods } from "@parley/protocol";
import { callGroups } from "../src/calls.ts";
import * as sdk from "../src/index.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";

/** Names of an object and, as far as they are objects, of what it holds. */
function namesOf(value: object): Record<string, string[] | string> {
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, held]): [string, string[] | string] => {
        const isGroup = typeof held === "object" && held !== null && !(held instanceof Promise);
        return [name, isGroup ? Object.keys(held).sort() : typeof held];
      })
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

/** What the SDK offers beyond the calls it derives from the protocol. A change here is a change for every application. */
const clientSurface = {
  account: ["login", "logout", "register", "resetPassword", "sendCode"],
  admin: [],
  apiKeys: [],
  attachments: ["add", "pause", "remove", "resume"],
  autoAnswers: [],
  bots: [],
  call: "function",
  close: "function",
  complaints: [],
  contactRequests: [],
  contacts: [],
  conversations: [],
  devices: [],
  folders: [],
  groups: [],
  guest: ["create", "mergeInto", "resume", "upgrade"],
  incomingWebhooks: [],
  inbox: ["markRead"],
  invites: [],
  joinRequests: [],
  media: ["upload"],
  members: [],
  messages: ["send"],
  oidc: ["begin", "complete"],
  on: "function",
  outbox: ["discard", "file", "messages", "pause", "resume", "retry", "send"],
  polls: [],
  presence: ["watch"],
  ready: "object",
  registrationInvites: [],
  retryNow: "function",
  sendFile: "function",
  sendImage: "function",
  sendVideo: "function",
  sendVoice: "function",
  server: ["info"],
  setDraft: "function",
  search: [],
  settings: [],
  setup: ["claim"],
  signIns: ["complete", "request"],
  signals: ["recording", "typing"],
  state: [
    "account",
    "attachments",
    "connection",
    "contacts",
    "delivered",
    "drafts",
    "folders",
    "inbox",
    "onlineUserIds",
    "receipts",
    "recording",
    "requests",
    "scheduled",
    "session",
    "settings",
    "stickerPacks",
    "typing",
    "users",
  ],
  stickerPacks: [],
  stickers: [],
  streams: [],
  timeline: "function",
  twoFactor: [],
  user: "function",
  users: [],
  webhooks: [],
};

test("the surface of the SDK is the one that is written down", async () => {
  expect(Object.keys(sdk).sort()).toEqual(["ParleyError", "createBot", "createClient"]);
  const client = sdk.createClient({ url: "http://127.0.0.1:1", storage: memoryStorage() });
  expect(namesOf(client)).toEqual(clientSurface);
  const timeline = client.timeline(1);
  const prototype = Object.getOwnPropertyNames(Object.getPrototypeOf(timeline)).sort();
  expect([...prototype, ...Object.keys(timeline).sort()]).toEqual([
    "close",
    "constructor",
    "loadAround",
    "loadLatest",
    "loadNewer",
    "loadOlder",
    "conversationId",
    "view",
  ]);
  timeline.close();
  await client.close();
});

test("every operation of the protocol is a call of a group, or the SDK's own business", async () => {
  const client = sdk.createClient({ url: "http://127.0.0.1:1", storage: "memory" });
  const missing = Object.keys(methods).filter((name) => {
    const [noun = "", verb = ""] = name.split(".");
    const group = callGroups[noun as keyof typeof callGroups];
    if (group === null) return false;
    const calls = (client as unknown as Record<string, Record<string, unknown>>)[group];
    return typeof calls?.[verb] !== "function";
  });
  expect(missing).toEqual([]);
  await client.close();
});

function build(file: string) {
  const entrypoints = [new URL(`../src/${file}`, import.meta.url).pathname];
  return Bun.build({ entrypoints, target: "browser", minify: true, splitting: true, metafile: true });
}

/** What a page loads that calls `createClient`: without bots, and without what comes when it is first needed. */
async function firstLoaded(): Promise<string> {
  const { outputs, metafile } = await build("client.ts");
  const files = metafile?.outputs ?? {};
  const entries = outputs.filter(({ kind }) => kind === "entry-point");
  const loaded = new Set(entries.map(({ path }) => path));
  // A set that grows is walked to its end.
  for (const path of loaded) {
    const statically = (files[path]?.imports ?? []).filter(({ kind }) => kind === "import-statement");
    for (const { path: imported } of statically) loaded.add(imported);
  }
  const texts = outputs.filter(({ path }) => loaded.has(path)).map((output) => output.text());
  return (await Promise.all(texts)).join("\n");
}

test("the SDK takes nothing of the protocol at run time that brings the schema library", async () => {
  const { outputs } = await build("index.ts");
  const code = (await Promise.all(outputs.map((output) => output.text()))).join("\n");
  expect(code.length).toBeGreaterThan(60_000);
  expect(code).not.toContain("additionalProperties");
});

test("what a page loads first of the SDK stays small", async () => {
  const code = await firstLoaded();
  expect(code.length).toBeGreaterThan(60_000);
  expect(Bun.gzipSync(code).length).toBeLessThan(28.5 * 1024);
});
