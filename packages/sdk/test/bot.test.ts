import { afterAll, beforeAll, expect, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { claimAdmin } from "../../server/test/support/admin.ts";
import { freePort } from "../../server/test/support/free-port.ts";
import { startTestServer, type TestServer } from "../../server/test/support/test-server.ts";
import { createBot } from "../src/bot/bot.ts";
import { verifyWebhook } from "../src/bot/verify-webhook.ts";

let server: TestServer;
let admin: SignedIn;
let counter = 0;

beforeAll(async () => {
  server = await startTestServer({ outgoingAllowedHosts: "127.0.0.1" });
  admin = await claimAdmin(server);
});
afterAll(() => server.stop());

async function call(operation: string, args: object, token: string) {
  const { status, body } = await server.post(operation, args, token);
  if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
  return body;
}

async function newBot(): Promise<{ id: number; key: string }> {
  const username = `bot_${counter++}`;
  const { user } = await call("admin.createUser", { username, role: "bot" }, admin.accessToken);
  const scopes = ["sync", "message", "bot", "user", "inbox"];
  const { key } = await call("apiKey.create", { userId: user.id, name: "key", scopes }, admin.accessToken);
  return { id: user.id, key };
}

/** Says something in a conversation of two, and waits for what is answered. */
async function talk(botId: number, said: readonly string[], answers: number): Promise<string[]> {
  const user = await server.newUser("person");
  const socket = await server.connect(user);
  const { conversation } = await call("conversation.openDirect", { userId: botId }, user.accessToken);
  const conversationId: number = conversation.id;
  for (const text of said) {
    await socket.call("message.send", {
      conversationId,
      id: Bun.randomUUIDv7(),
      content: { type: "text", text },
    });
  }
  const heard = new Map<string, string>();
  while (heard.size < answers) {
    const isNew = ({ ev, senderId, id }: { ev?: string; senderId?: number; id?: unknown }) =>
      ev === "message.sent" && senderId === botId && !heard.has(String(id));
    const push = await socket.push(isNew);
    heard.set(String(push.id), push.content.text);
  }
  socket.close();
  return [...heard.values()];
}

test("[BOT-2] a bot with an API key handles its commands with their arguments, and hears the rest as messages", async () => {
  const { id, key } = await newBot();
  const bot = createBot({ url: server.url, apiKey: key })
    .command("add", (message, reply) => {
      const sum = (message.command?.args ?? "").split(" ").reduce((total, part) => total + Number(part), 0);
      return reply(`sum ${sum}`);
    })
    .onMessage((message, reply) => reply(`heard ${message.text}`));
  await bot.ready;
  const answers = await talk(id, ["/add 1 2 39", "/other 1", "hello"], 3);
  expect(answers).toEqual(["sum 42", "heard /other 1", "heard hello"]);
  await bot.close();
});

test("a bot whose API key is not accepted says so", async () => {
  const bot = createBot({ url: server.url, apiKey: "pk_wrong" });
  await expect(bot.ready).rejects.toThrow();
  await bot.close();
});

test("the command bot of the examples understands its commands, as a program of its own", async () => {
  const { id, key } = await newBot();
  const program = startExample("command-bot/command-bot.ts", { PARLEY_URL: server.url, BOT_API_KEY: key });
  expect(await program.line()).toContain("online as bot_");
  const [rolled, echoed, help] = await talk(id, ["/roll 1", "/echo hi there", "help"], 3);
  expect(rolled).toBe("1 of 1");
  expect(echoed).toBe("hi there");
  expect(help).toContain("/roll");
  await program.stop();
});

test("[HOOK-5] the webhook of the examples takes what is signed and nothing else, as a program of its own", async () => {
  const user = await server.newUser("owner");
  const { conversation } = await call("group.create", { name: "g", memberIds: [] }, user.accessToken);
  const conversationId: number = conversation.id;
  // Its address has to be known before its secret is.
  const port = await freePort();
  const hook = { conversationId, name: "example", url: `http://127.0.0.1:${port}/` };
  const { secret } = await call("webhook.create", hook, user.accessToken);
  const program = startExample("webhook/webhook.ts", { WEBHOOK_SECRET: secret, PORT: String(port) });
  expect(await program.line()).toContain(`listening on ${port}`);
  const content = { type: "text", text: "told" };
  await call("message.send", { conversationId, id: Bun.randomUUIDv7(), content }, user.accessToken);
  expect(await program.line()).toContain(`message.sent in ${conversationId} by ${user.user.id}: told`);
  const forged = await fetch(hook.url, { method: "POST", body: '{"conversationId":1,"events":[]}' });
  expect(forged.status).toBe(401);
  await program.stop();
});

test("[HOOK-5] a delivery that was changed, is old, or was signed by somebody else is not believed", async () => {
  const key = Buffer.from("a secret");
  const secret = `whsec_${key.toString("base64")}`;
  const [id, timestamp, body] = ["one", "1700000000", '{"a":1}'];
  const signature = new Bun.CryptoHasher("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,x v1,${signature}`,
  };
  const now = 1_700_000_000_000;
  expect(await verifyWebhook({ headers, body }, { secret, now })).toBe(true);
  expect(await verifyWebhook({ headers, body: '{"a":2}' }, { secret, now })).toBe(false);
  expect(await verifyWebhook({ headers, body }, { secret, now: now + 6 * 60_000 })).toBe(false);
  expect(await verifyWebhook({ headers, body }, { secret: "whsec_b3RoZXI=", now })).toBe(false);
  expect(await verifyWebhook({ headers: { ...headers, "webhook-id": "two" }, body }, { secret, now })).toBe(
    false,
  );
  expect(await verifyWebhook({ headers: {}, body }, { secret, now })).toBe(false);
});

function startExample(path: string, variables: Record<string, string>) {
  const script = new URL(`../../../examples/${path}`, import.meta.url).pathname;
  const child = Bun.spawn([process.execPath, script], {
    env: { ...process.env, ...variables },
    stdout: "pipe",
  });
  const reader = child.stdout.getReader();
  let text = "";
  return {
    async line(): Promise<string> {
      while (!text.includes("\n")) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the example ended: ${text}`);
        text += new TextDecoder().decode(value);
      }
      const [first = "", ...rest] = text.split("\n");
      text = rest.join("\n");
      return first;
    },
    async stop(): Promise<void> {
      child.kill();
      await child.exited;
    },
  };
}
