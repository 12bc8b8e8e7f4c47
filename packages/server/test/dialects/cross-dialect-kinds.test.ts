/**
 * One person with a client of every contract at once: what is said natively in ways that contracts have no word for
 * arrives in each one's own form, whole and exactly once.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { uploadAddress } from "../../src/dialects/ginchat/upload-address.ts";
import { adminCaller } from "../support/admin.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { uploadFor } from "../support/uploads.ts";
import {
  befriend,
  type Client,
  direct,
  everyClient,
  everyContract,
  heard,
  type Person,
  until,
} from "./every-client.ts";

setDefaultTimeout(60_000);

let server: TestServer;
let [ann, bob, bot] = [null, null, null] as unknown as [Person, Person, Person];
let clients: readonly Client[] = [];
let conversationId: number;

beforeAll(async () => {
  server = await startTestServer(everyContract);
  [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  await befriend(server, ann, bob);
  bot = await newBot();
  conversationId = await direct(server, ann.accessToken, bob.user.id);
  clients = (await everyClient(server, bob)).filter(({ name }) => name !== "native");
  await heardBefore("the beginning");
});
afterAll(async () => {
  for (const { socket } of clients) socket.close();
  await server.stop();
});

async function newBot(): Promise<Person> {
  const admin = await adminCaller(server);
  const { user } = await server.newUser("bot");
  await admin.socket.call("admin.setRole", { userId: user.id, role: "bot" });
  const credentials = { username: user.username, password: "correct horse" };
  return (await server.post("account.login", credentials)).body;
}

async function call(operation: string, args: object, { accessToken }: Person = ann) {
  const { body, status } = await server.post(operation, args, accessToken);
  expect([operation, status]).toEqual([operation, 200]);
  return body;
}

async function say(content: object, by: Person = ann, to = conversationId): Promise<string> {
  const id = Bun.randomUUIDv7();
  await call("message.send", { conversationId: to, id, content }, by);
  return id;
}

/** What each client shows before it shows this, by its name; of other conversations it may come before or after. */
async function heardBefore(text: string, of = clients, by = ann): Promise<Record<string, string[]>> {
  await say({ type: "text", text }, by, await direct(server, by.accessToken, bob.user.id));
  const heard = of.map(async (client) => {
    const said = await until(client, text);
    return [client.name, said.map((line) => line.slice(`${client.name}: `.length))];
  });
  return Object.fromEntries(await Promise.all(heard));
}

/** The same in all of them. */
function inEach(said: string[]): Record<string, string[]> {
  return Object.fromEntries(clients.map(({ name }) => [name, said]));
}

describe("texts written bit by bit", () => {
  const write = async (text: string, isFinal: boolean) => {
    const place = await direct(server, bot.accessToken, bob.user.id);
    const id = await say({ type: "stream" }, bot, place);
    const at = { conversationId: place, id };
    await call("stream.append", { ...at, position: 0, text, ...(isFinal ? { isFinal } : {}) }, bot);
    return { ...at, position: text.length };
  };

  test("[DIA-22] one is told when it is whole, and nothing of it before", async () => {
    await befriend(server, bot, bob);
    await heardBefore("a beginning", clients, bot);
    const place = await write("It is ", false);
    expect(await heardBefore("meanwhile", clients, bot)).toEqual(inEach([]));
    await call("stream.append", { ...place, text: "done.", isFinal: true }, bot);
    expect(await heardBefore("after that", clients, bot)).toEqual(inEach(["It is done."]));
  });

  test("[DIA-22] [DIA-10] who was away when it began or ended is told once", async () => {
    const rejoining = ["netty", "gochat"] as const;
    const leave = async () => {
      const gone = clients.filter(({ name }) => rejoining.includes(name as never));
      for (const { socket } of gone) socket.close();
      await Promise.all(gone.map(({ socket }) => socket.closed()));
      clients = clients.filter((client) => !gone.includes(client));
    };
    const comeBack = async () => {
      const back = await everyClient(server, bob);
      const kept = back.filter(({ name }) => rejoining.includes(name as never));
      for (const client of back) if (!kept.includes(client)) client.socket.close();
      return kept;
    };
    const begun = await write("begun before, ", false);
    await heardBefore("then they go", clients, bot);
    await leave();
    await call("stream.append", { ...begun, text: "ended meanwhile", isFinal: true }, bot);
    await write("all of it meanwhile", true);
    const back = await comeBack();
    const heard = await heardBefore("they are back", back, bot);
    for (const name of rejoining) {
      // What was on its way when they went may come once more.
      const said = (heard[name] ?? []).filter((text) => / meanwhile$/.test(text));
      expect([name, said.toSorted()]).toEqual([
        name,
        ["all of it meanwhile", "begun before, ended meanwhile"],
      ]);
    }
    for (const { socket } of back) socket.close();
  });
});

describe("what contracts have no word for", () => {
  test("[DIA-23] is its line of text", async () => {
    clients = (await everyClient(server, bob)).filter(({ name }) => name !== "native");
    await heardBefore("a new beginning");
    await say({ type: "poll", question: "Tea?", options: ["a", "b"] });
    await say({ type: "location", latitude: 1, longitude: 2, name: "Bund" });
    await say({ type: "contact", userId: bob.user.id });
    await say({ type: "encrypted", scheme: "a", payload: "eA==" });
    expect(await heardBefore("after the kinds")).toEqual(
      inEach(["[投票] Tea?", "[位置] Bund", "[名片]", "[加密消息]"]),
    );
  });

  test("[DIA-23] an edit is told as its new text", async () => {
    const id = await say({ type: "text", text: "at six" });
    await heardBefore("said at first");
    await call("message.edit", { conversationId, id, content: { type: "text", text: "at seven" } });
    expect(await heardBefore("said then")).toEqual(inEach(["[已编辑] at seven"]));
  });

  test("[DIA-23] several pictures and what is written below them are several, each found where it is said to be", async () => {
    const [first, second] = [await uploadFor(server, ann, "image"), await uploadFor(server, ann, "image")];
    await say({ type: "image", images: [{ mediaId: first.id }, { mediaId: second.id }], text: "both of us" });
    const heard = await heardBefore("after the pictures");
    // Of the cousins the address stands beside the text.
    for (const name of ["hertz", "gochat"]) expect(heard[name]).toEqual(["", "", "both of us"]);
    expect(heard.netty?.at(-1)).toBe("both of us");
    expect(heard.egg?.at(-1)).toBe("both of us");
    expect(heard.ginroom?.[0]?.split("\n").at(-1)).toBe("both of us");
    const addresses = [heard.netty, heard.egg, heard.ginroom?.[0]?.split("\n")].map((said) =>
      said?.slice(0, -1),
    );
    for (const pair of addresses) {
      expect(pair).toHaveLength(2);
      const found = pair?.map(async (address) => (await fetch(new URL(address, server.url))).status);
      expect(await Promise.all(found ?? [])).toEqual([200, 200]);
    }
  });
});

test("[DIA-23] what a client writes below the picture it sends is read in every other", async () => {
  const { id } = await uploadFor(server, ann, "image");
  const anns = await everyClient(server, ann);
  const url = uploadAddress(id, Date.now(), ".png");
  const frame = { TargetId: bob.user.id, Type: 1, CreateTime: 1, userId: ann.user.id, Media: 4, amount: 0 };
  const raw = JSON.stringify({ ...frame, Content: "look at this", url });
  anns.find(({ name }) => name === "gochat")?.socket.send(raw);
  for (const client of clients) {
    // The cousins are told the frame as it was spelled.
    const isCousin = client.name === "hertz" || client.name === "gochat";
    const said = isCousin ? "look at this" : /(^|\n)look at this$/;
    await heard(client, said);
  }
  for (const { socket } of anns) socket.close();
});

test("[DIA-24] who takes something back by another client is told in egg, which shows it still", async () => {
  const id = await say({ type: "text", text: "mine" }, bob);
  await heardBefore("after mine");
  await call("message.recall", { conversationId, id }, bob);
  const heard = await heardBefore("after the recall");
  expect(heard.egg).toEqual([`${bob.user.nickname}撤回了一条消息`]);
});
