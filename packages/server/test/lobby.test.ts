import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, say } from "./support/groups.ts";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const open = async ({ socket }: Caller) =>
  (await socket.call("conversation.openLobby", {})).conversation as { id: number; memberCount: number };

describe("the lobby", () => {
  let server: TestServer;
  let boss: Caller;

  beforeAll(async () => {
    server = await startTestServer();
    boss = await adminCaller(server);
  });
  afterAll(() => server.stop());

  const guestCaller = async () => {
    const user = await newGuest(server);
    return { user, socket: await server.connect(user) };
  };
  const sayRefused = (from: Caller, conversationId: number) =>
    refusedByBoth(server, from, "message.send", {
      ...{ conversationId, id: Bun.randomUUIDv7() },
      content: { type: "text", text: "no" },
    });

  test("[LOB-1] opened by many at once there is one, and everybody in it is told every message", async () => {
    const callers = await Promise.all(Array.from({ length: 6 }, () => newCaller(server, "early")));
    const opened = await Promise.all([...callers, ...callers].map(open));
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    const conversationId = opened[0]?.id ?? 0;
    const guest = await guestCaller();
    const { memberCount } = await open(guest);
    expect(memberCount).toBe(callers.length + 1);
    const [row] = await server.rows(
      `select count(*) as n from members where conversation_id = ${conversationId}`,
    );
    expect(Number(row?.n)).toBe(memberCount);
    const text = "to everybody";
    await say(guest, conversationId, text);
    for (const { socket } of [...callers, guest]) {
      await socket.push((push) => push.conversationId === conversationId && push.content?.text === text);
    }
    const [first] = callers as [Caller];
    const { heads } = await readByBoth(server, first, "inbox.list", {});
    expect(heads).toMatchObject([{ conversation: { id: conversationId, kind: "lobby", ownerId: null } }]);
    const absent = await newCaller(server, "absent");
    expect((await readByBoth(server, absent, "inbox.list", {})).heads).toEqual([]);
  });

  test("[LOB-2] its members are hidden and do not know each other, but guests see who writes", async () => {
    const [one, two, guest] = [
      await newCaller(server, "one"),
      await newCaller(server, "two"),
      await guestCaller(),
    ];
    for (const caller of [one, two, guest]) await open(caller);
    const conversationId = (await open(one)).id;
    const { members } = await readByBoth(server, one, "member.list", { conversationId });
    expect(members.map(({ userId }: { userId: number }) => userId)).toEqual([idOf(one)]);
    const watched = await readByBoth(server, guest, "presence.watch", { userIds: [idOf(one)] });
    expect(watched.online).toEqual([]);
    const profile = { id: idOf(one) };
    expect((await refusedByBoth(server, guest, "user.get", profile)).code).toBe("not_found");
    const { users } = await readByBoth(server, guest, "user.list", { userIds: [idOf(one)] });
    expect(users.map(({ id }: { id: number }) => id)).toEqual([idOf(one)]);
  });

  test("[LOB-2] [GRP-36] [GRP-33] administrators set its rules: guests read only, others in slow mode", async () => {
    const [plain, guest] = [await newCaller(server, "plain"), await guestCaller()];
    const conversationId = (await open(plain)).id;
    await open(guest);
    const settings = { guestsMayWrite: false, slowModeMs: 60_000 };
    const change = { conversationId, settings };
    expect((await refusedByBoth(server, plain, "group.update", change)).code).toBe("forbidden");
    await open(boss);
    const { group } = await boss.socket.call("group.update", change);
    expect(group.settings).toMatchObject({ ...settings, hidesMembers: true, join: "open" });
    expect(await sayRefused(guest, conversationId)).toMatchObject({ details: { rule: "guests" } });
    await say(plain, conversationId);
    const again = { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text: "fast" } };
    const { error } = await plain.socket.exchange("message.send", again);
    expect(error).toMatchObject({ code: "rate_limited", details: { rule: "slowMode" } });
    await say(boss, conversationId);
    const { messages } = await readByBoth(server, guest, "message.list", { conversationId });
    expect(messages.length).toBeGreaterThan(1);
    const react = { conversationId, id: messages[0].id, emojis: ["👍"] };
    expect((await refusedByBoth(server, guest, "message.react", react)).code).toBe("forbidden");
    for (const operation of ["group.dissolve", "group.transfer"]) {
      const args = { conversationId, userId: idOf(plain) };
      expect((await refusedByBoth(server, boss, operation, args)).code).toBe("forbidden");
    }
    await boss.socket.call("group.update", {
      conversationId,
      settings: { guestsMayWrite: true, slowModeMs: 0 },
    });
    await say(guest, conversationId);
  });

  test("[LOB-2] who leaves it is told nothing more until they open it again", async () => {
    const [one, two] = [await newCaller(server, "one"), await newCaller(server, "two")];
    const conversationId = (await open(one)).id;
    await open(two);
    await one.socket.call("group.leave", { conversationId });
    await say(two, conversationId, "unheard");
    expect((await sayRefused(one, conversationId)).code).toBe("not_found");
    await open(one);
    await say(two, conversationId, "heard");
    await one.socket.push((push) => push.content?.text === "heard");
    const heard = one.socket.pushes.filter((push) => push.ev === "message.sent");
    expect(heard.map((push) => push.content.text)).not.toContain("unheard");
  });
});

test("[LOB-3] switched off it is not opened, and nobody writes in it", async () => {
  const server = await startTestServer({ lobby: "off" });
  const caller = await newCaller(server, "early");
  expect((await refusedByBoth(server, caller, "conversation.openLobby", {})).code).toBe("not_found");
  await server.runStatement(
    `insert into conversations (kind, member_count, created_at, last_rev, last_seq, last_active_at, changed, is_ruled, uuid)
     values ('lobby', 1, 1, 0, 0, 1, 1, 1, '${crypto.randomUUID()}')`,
  );
  const [lobby] = await server.rows(`select id from conversations where kind = 'lobby'`);
  const conversationId = Number(lobby?.id);
  await server.runStatement(
    `insert into members (conversation_id, user_id, role, status, read_seq, joined_at, changed)
     values (${conversationId}, ${idOf(caller)}, 'member', 'active', 0, 1, 1)`,
  );
  const message = { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text: "no" } };
  expect(await refusedByBoth(server, caller, "message.send", message)).toMatchObject({
    ...{ code: "forbidden", details: { rule: "lobbyOff" } },
  });
  expect((await readByBoth(server, caller, "message.list", { conversationId })).messages).toEqual([]);
  await server.stop();
});
