import { afterAll, beforeAll, expect, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { claimAdmin } from "./support/admin.ts";
import { newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

let server: TestServer;
let admin: SignedIn;

beforeAll(async () => {
  server = await startTestServer();
  admin = await claimAdmin(server);
});
afterAll(() => server.stop());

async function call(operation: string, args: object, token: string) {
  const { status, body } = await server.post(operation, args, token);
  if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
  return body;
}

interface TestBot {
  readonly id: number;
  readonly username: string;
  readonly key: string;
}

let counter = 0;

async function newBot(name: string, commands: readonly string[]): Promise<TestBot> {
  const username = `${name}_${process.pid}_${counter++}`;
  const { user } = await call("admin.createUser", { username, role: "bot" }, admin.accessToken);
  const scopes = ["bot", "message", "sync"];
  const { key } = await call("apiKey.create", { userId: user.id, name: "key", scopes }, admin.accessToken);
  const list = commands.map((command) => ({ name: command, description: `Does ${command}.` }));
  await call("bot.setCommands", { commands: list }, key);
  return { id: user.id, username, key };
}

async function newGroup(owner: SignedIn, memberIds: readonly number[]): Promise<number> {
  return (await call("group.create", { name: "g", memberIds }, owner.accessToken)).conversation.id;
}

test("[BOT-1] members see the commands of the bots that are there, and nobody else does", async () => {
  const [owner, stranger] = [await newCaller(server, "owner"), await newCaller(server, "stranger")];
  const [one, two] = [await newBot("one", ["help", "ask"]), await newBot("two", ["help"])];
  const conversationId = await newGroup(owner.user, [one.id]);
  const { commands } = await readByBoth(server, owner, "bot.listCommands", { conversationId });
  expect(commands).toEqual([
    { botId: one.id, name: "help", description: "Does help." },
    { botId: one.id, name: "ask", description: "Does ask." },
  ]);
  expect((await refusedByBoth(server, stranger, "bot.listCommands", { conversationId })).code).toBe(
    "not_found",
  );
  await call("member.add", { conversationId, userIds: [two.id] }, owner.user.accessToken);
  await call("bot.setCommands", { commands: [{ name: "other", description: "New." }] }, one.key);
  const after = await call("bot.listCommands", { conversationId }, owner.user.accessToken);
  expect(after.commands.map(({ name }: { name: string }) => name)).toEqual(["other", "help"]);
  await call("member.remove", { conversationId, userId: two.id }, owner.user.accessToken);
  const left = await call("bot.listCommands", { conversationId }, owner.user.accessToken);
  expect(left.commands.map(({ name }: { name: string }) => name)).toEqual(["other"]);
});

test("[BOT-1] only bots have commands, of the right form and each once", async () => {
  const user = await newCaller(server, "user");
  const command = { name: "help", description: "Helps." };
  expect((await refusedByBoth(server, user, "bot.setCommands", { commands: [command] })).code).toBe(
    "forbidden",
  );
  const bot = await newBot("bot", ["help"]);
  const wrong = [
    ...[[command, command], [{ ...command, name: "Help" }], [{ ...command, name: "" }]],
    ...[[{ ...command, name: "x".repeat(33) }], [{ ...command, description: " " }]],
    Array.from({ length: 101 }, (_, index) => ({ ...command, name: `c${index}` })),
  ];
  for (const commands of wrong) {
    const { body } = await server.post("bot.setCommands", { commands }, bot.key);
    expect(body.error.code).toBe("invalid_arguments");
  }
});

test("[BOT-2] a message that begins with a known command says so to everybody who sees it, and keeps it nowhere else", async () => {
  const owner = await newCaller(server, "owner");
  const [one, two] = [await newBot("one", ["ask", "help"]), await newBot("two", ["help"])];
  const outside = await newBot("outside", ["secret"]);
  const conversationId = await newGroup(owner.user, [one.id, two.id]);
  const send = async (text: string) => {
    const id = Bun.randomUUIDv7();
    await owner.socket.call("message.send", { conversationId, id, content: { type: "text", text } });
    const { messages } = await call("message.list", { conversationId, limit: 1 }, one.key);
    const event = await owner.socket.push(({ ev, id: sent }) => ev === "message.sent" && sent === id);
    expect(event.command).toEqual(messages[0].command);
    return { id, command: messages[0].command };
  };
  expect((await send("/ask what is up")).command).toEqual({ name: "ask", botIds: [one.id] });
  expect((await send("/HELP")).command).toEqual({ name: "help", botIds: [one.id, two.id] });
  expect((await send(`/help@${two.username} please`)).command).toEqual({ name: "help", botIds: [two.id] });
  for (const text of ["/unknown", "/secret", `/secret@${outside.username}`, "no /ask", "/usr/bin", "/ask!"]) {
    expect([text, (await send(text)).command]).toEqual([text, undefined]);
  }
  const { id } = await send("/ask something to be forgotten");
  await owner.socket.call("message.recall", { conversationId, id });
  const { messages } = await call("message.list", { conversationId, limit: 1 }, one.key);
  expect(messages[0]).toMatchObject({ id, content: null });
  expect(messages[0].command).toBeUndefined();
});

test("[BOT-3] a bot in a group is told every message without a gap, and members see what it is", async () => {
  const owner = await newCaller(server, "owner");
  const bot = await newBot("bot", ["ask"]);
  const conversationId = await newGroup(owner.user, [bot.id]);
  for (const text of ["/ask", "nothing for bots", `@${bot.username}`]) {
    const id = Bun.randomUUIDv7();
    await owner.socket.call("message.send", { conversationId, id, content: { type: "text", text } });
  }
  const { events } = await call("sync.range", { conversationId, afterRev: 0 }, bot.key);
  const revs = events.map(({ rev }: { rev: number }) => rev);
  expect(revs).toEqual(Array.from({ length: revs.length }, (_, index) => index + 1));
  const said = events.flatMap(({ content }: { content?: { text?: string } }) => content?.text ?? []);
  expect(said.slice(-3)).toEqual(["/ask", "nothing for bots", `@${bot.username}`]);
  const { users } = await call("user.list", { userIds: [bot.id] }, owner.user.accessToken);
  expect(users).toMatchObject([{ id: bot.id, role: "bot" }]);
});

test("[BOT-2] a command that is sent again is answered as before, and in a conversation of two it works as well", async () => {
  const owner = await server.newUser("owner");
  const bot = await newBot("bot", ["ask"]);
  const { conversation } = await call("conversation.openDirect", { userId: bot.id }, owner.accessToken);
  const message = {
    conversationId: conversation.id,
    id: Bun.randomUUIDv7(),
    content: { type: "text", text: "/ask" },
  };
  const first = await call("message.send", message, owner.accessToken);
  await call("bot.setCommands", { commands: [] }, bot.key);
  expect(await call("message.send", message, owner.accessToken)).toEqual(first);
  const { messages } = await call("message.list", { conversationId: conversation.id }, owner.accessToken);
  expect(messages.at(-1).command).toEqual({ name: "ask", botIds: [bot.id] });
});
