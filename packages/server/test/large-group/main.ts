/**
 * `bun main.ts <members> <online> <count>`: a server with one group of so many members, some of whom are online, and
 * prints as lines of JSON what its people wait for, over the socket. The workload `large-group` of the bench runs it.
 */
import { searchVersion } from "../../src/engine/user/search-tokens.ts";
import { type Caller, newCaller } from "../support/both-transports.ts";
import { idOf } from "../support/groups.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const [membersText = "100000", onlineText = "100", countText = "200"] = process.argv.slice(2);
const members = Number(membersText);
const count = Number(countText);
/** Until the code that is measured has been compiled. */
const warmUps = 50;

/** Every hundredth of those who are no more than rows is muted, every other one waits to be let in, or has left. */
const statusOf = `case when i % 100 = 1 then 'pending' when i % 100 = 2 then 'left' else 'active' end`;

async function addMembers(server: TestServer, conversationId: number): Promise<void> {
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${members})`;
  await server.runStatement(
    `insert into users (uuid, username, username_key, nickname, nickname_key, role, is_enabled, created_at)
     ${numbers} select 'bench-' || i, 'bench_' || i, 'bench_' || i, 'Person ' || i, 'person ' || i, 'user', 1, 1 from n`,
  );
  await indexNames(server);
  await server.runStatement(
    `insert into members (conversation_id, user_id, role, status, read_seq, joined_at, changed, muted_until, is_ruled)
     ${numbers} select ${conversationId}, u.id, 'member', ${statusOf}, 0, 1, 1,
       case when i % 100 = 3 then 4000000000000 else 0 end, case when i % 100 = 3 then 1 else 0 end
     from n join users u on u.username_key = 'bench_' || i`,
  );
  await server.runStatement(
    `update conversations set member_count = (select count(*) from members where conversation_id = ${conversationId}
       and status = 'active') where id = ${conversationId}`,
  );
  await server.restart();
}

/** What the index of names would have of them; otherwise the server makes it while it is measured. */
async function indexNames(server: TestServer): Promise<void> {
  const added = "users where username_key like 'bench!_%' escape '!'";
  const places =
    "(with recursive p(k) as (select 2 union all select k + 1 from p where k < 16) select k from p)";
  await server.runStatement(
    `insert into user_tokens (token, user_id)
     select token, id from (
       select '1' || username_key as token, id from ${added}
       union select '1' || nickname_key, id from ${added}
       union select '2' || substr(nickname_key, 8), id from ${added}
       union select '5' || substr(username_key, k), id from ${added.replace("users", `users, ${places} as places`)}
         and k <= length(username_key) and substr(username_key, k, 1) <> '_' and substr(username_key, k - 1, 1) <> '_'
     ) as tokens order by token, id`,
  );
  await server.runStatement(
    `update ${added.replace("where", `set search_version = ${searchVersion} where`)}`,
  );
}

async function time(what: string, step: (index: number) => Promise<unknown>): Promise<void> {
  const timesMs: number[] = [];
  for (let index = 0; index < warmUps + count; index += 1) {
    const startMs = performance.now();
    await step(index);
    if (index >= warmUps) timesMs.push(performance.now() - startMs);
  }
  timesMs.sort((left, right) => left - right);
  const at = (part: number) => timesMs[Math.floor(timesMs.length * part)] ?? 0;
  const timing = { what, count, medianMs: at(0.5), p99Ms: at(0.99), maxMs: timesMs.at(-1) ?? 0 };
  console.log(JSON.stringify({ timing }));
}

const server = await startTestServer({ groupMembersMax: members * 2, rateLimitFactor: 0 });
const owner = await newCaller(server, "owner");
const online: Caller[] = [];
while (online.length < Number(onlineText)) online.push(await newCaller(server, "online"));
const { conversation } = await owner.socket.call("group.create", { memberIds: online.map(idOf) });
const conversationId: number = conversation.id;
await addMembers(server, conversationId);
const socket = await server.connect(owner.user);
const readers = await Promise.all(online.map(({ user }) => server.connect(user)));
const [first] = readers;
if (first === undefined) throw new Error("nobody is online");

const send = (text: string) =>
  socket.call("message.send", { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text } });
const place = (index: number) => 10_000 + ((index * 7_919) % members);

await time("send, to the reply", () => send("hi"));
await time("send, to the last of those online", async (index) => {
  const text = `told ${index}`;
  await Promise.all([
    send(text),
    ...readers.map((reader) => reader.push((push) => push.content?.text === text, 60_000)),
  ]);
  for (const reader of readers) reader.pushes.length = 0;
});
await time("member page of 100", (index) =>
  first.call("member.list", { conversationId, afterUserId: place(index), limit: 100 }),
);
await time("member page of 500", (index) =>
  first.call("member.list", { conversationId, afterUserId: place(index), limit: 500 }),
);
await time("member search by a common part, first page", () =>
  first.call("member.list", { conversationId, query: "person", limit: 100 }),
);
await time("member search that finds one", (index) =>
  first.call("member.list", { conversationId, query: `bench_${members - index}`, limit: 100 }),
);
await time("member search that finds nobody", (index) =>
  first.call("member.list", { conversationId, query: `nobody${index}`, limit: 100 }),
);
await time("removing a member", async (index) => {
  const userId = 10_200 + index * 100 + 50;
  await socket.exchange("member.remove", { conversationId, userId });
});
await server.stop();
process.exit(0);
