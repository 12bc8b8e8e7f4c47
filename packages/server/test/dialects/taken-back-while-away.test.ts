/**
 * Somebody whose clients were all away while the other side took back and changed what they had been shown: what each
 * contract tells when they come back, and what its histories have.
 */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { startTestServer, type TestServer } from "../support/test-server.ts";
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
let [ann, bob] = [null, null] as unknown as [Person, Person];

beforeAll(async () => {
  server = await startTestServer(everyContract);
  [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  await befriend(server, ann, bob);
});
afterAll(() => server.stop());

async function asAnn(operation: string, args: object) {
  const { body, status } = await server.post(operation, args, ann.accessToken);
  expect([operation, status]).toEqual([operation, 200]);
  return body;
}

async function say(conversationId: number, text: string): Promise<string> {
  const id = Bun.randomUUIDv7();
  await asAnn("message.send", { conversationId, id, content: { type: "text", text } });
  return id;
}

/** All of bob's clients, as they come. In egg what was missed is asked for. */
async function come(): Promise<Client[]> {
  const clients = await everyClient(server, bob);
  await fetch(`${server.url}/api/chat/chatGetmessageOffLine`, {
    method: "POST",
    headers: { token: bob.accessToken },
  });
  return clients.filter(({ name }) => name !== "native");
}

/** Two contracts tell nobody what was missed, and ask nobody what was taken. */
const comesAgain = (name: string) => name !== "hertz" && name !== "ginroom";

/** Once they have taken what they were told, so that their cursors are there. */
async function leave(clients: readonly Client[]): Promise<void> {
  await Promise.all(clients.map(({ name, socket }) => (comesAgain(name) ? socket.taken() : socket.rest())));
  for (const { socket } of clients) socket.close();
  await Promise.all(clients.map(({ socket }) => socket.closed()));
}

const histories: Readonly<Record<string, (conversationId: number) => Promise<string>>> = {
  hertz: () => redisMsg(),
  gochat: () => redisMsg(),
  async ginroom(conversationId) {
    const { uuid } = await asAnn("conversation.get", { conversationId });
    const headers = { token: bob.accessToken };
    return (await fetch(`${server.url}/user/chat/list?room_identity=${uuid}`, { headers })).text();
  },
};

async function redisMsg(): Promise<string> {
  const form = new URLSearchParams({ userIdA: String(bob.user.id), userIdB: String(ann.user.id) });
  const headers = { token: bob.accessToken };
  return (await fetch(`${server.url}/user/redisMsg`, { method: "POST", headers, body: form })).text();
}

const [edit, recall] = ["[已编辑] changed", expect.stringMatching(/撤回了一条消息$/)];
const comingBack = {
  ...{ netty: [edit, recall, "later"], gochat: [edit, recall, "later"] },
  // It has a word for recalls, and says that something was taken back even before it was told.
  egg: [edit, recall, recall, "later"],
  ...{ hertz: [], ginroom: [] },
};

for (const place of ["a conversation of two", "a group"]) {
  test(`[DIA-10] [DIA-25] in ${place} who was shown a message is told that it was taken back, and of other ones at most that they were`, async () => {
    const conversationId =
      place === "a group"
        ? (await asAnn("group.create", { name: "G", memberIds: [bob.user.id] })).conversation.id
        : await direct(server, ann.accessToken, bob.user.id);
    const first = await come();
    const [edited, recalled] = [
      await say(conversationId, `as it was in ${place}`),
      await say(conversationId, `shown in ${place}`),
    ];
    await Promise.all(first.map((client) => heard(client, `shown in ${place}`)));
    await leave(first);

    const content = { type: "text", text: "changed" };
    await asAnn("message.edit", { conversationId, id: edited, content });
    await asAnn("message.recall", { conversationId, id: recalled });
    const never = await say(conversationId, "a secret never shown");
    await asAnn("message.recall", { conversationId, id: never });
    await say(conversationId, "later");
    const second = await come();
    // What comes as it happens comes after what was missed.
    await Promise.all(second.map(({ socket }) => socket.rest()));
    await say(conversationId, "the last word");
    const heardBy = await Promise.all(
      second.map(async (client) => [client.name, await until(client, "the last word")] as const),
    );
    const words = heardBy.map(([name, said]) => [name, said.map((each) => each.slice(name.length + 2))]);
    expect(Object.fromEntries(words)).toEqual(comingBack);

    if (place !== "a group") {
      for (const history of Object.values(histories)) {
        const text = await history(conversationId);
        expect(text).toContain("changed");
        for (const gone of ["as it was in", "shown in", "a secret never shown"])
          expect(text).not.toContain(gone);
      }
    }
    await leave(second);
    // Told once.
    const third = await come();
    const rest = await Promise.all(third.map(async ({ socket, text }) => (await socket.rest()).map(text)));
    expect(rest.flat().filter((said) => said !== null && said !== "欢迎进入聊天系统")).toEqual([]);
    for (const { socket } of third) socket.close();
  });
}
