import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup } from "./support/groups.ts";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("finding conversations", () => {
  let server: TestServer;
  let stranger: Caller;

  beforeAll(async () => {
    server = await startTestServer();
    stranger = await newCaller(server, "stranger");
  });
  afterAll(() => server.stop());

  const search = async (args: object) =>
    (await readByBoth(server, stranger, "group.search", args)) as {
      groups: { conversationId: number; name: string }[];
      cursor: string | null;
    };
  const found = async (args: object) =>
    (await search(args)).groups.map(({ conversationId }) => conversationId);
  const publicGroup = async (name: string, settings: object = {}, more: object = {}) => {
    const group = await newTestGroup(server, 1, { name, ...more });
    const { conversationId, owner } = group;
    await owner.socket.call("group.update", { conversationId, settings: { isPublic: true, ...settings } });
    return group;
  };
  const joinedCount = async (conversationId: number) => {
    const rows = await server.rows(
      `select count(*) as n from members where conversation_id = ${conversationId} and user_id = ${idOf(stranger)}`,
    );
    return Number(rows[0]?.n);
  };

  test("[DIR-1] [DIR-2] members ask for a conversation by id, uuid or number, and nobody else does", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1, {
      ...{ number: "go-4711", category: 3, description: "of stones", avatar: "/go.png", name: "Go" },
    });
    const [member] = members as [Caller];
    const byId = await readByBoth(server, member, "conversation.get", { conversationId });
    expect(byId).toMatchObject({
      conversation: { id: conversationId, name: "Go", avatar: "/go.png", memberCount: 2 },
      ...{ number: "go-4711", category: 3, description: "of stones" },
    });
    expect(byId.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    for (const named of [{ uuid: byId.uuid }, { number: "go-4711" }]) {
      expect(await readByBoth(server, owner, "conversation.get", named)).toEqual(byId);
      const refusal = await refusedByBoth(server, stranger, "conversation.get", named);
      const nothing = { uuid: crypto.randomUUID() };
      expect(refusal).toEqual(await refusedByBoth(server, stranger, "conversation.get", nothing));
      expect(refusal.code).toBe("not_found");
    }
    for (const args of [{}, { conversationId, number: "go-4711" }]) {
      const { code } = await refusedByBoth(server, member, "conversation.get", args);
      expect(code).toBe("invalid_arguments");
    }
    const { group } = await readByBoth(server, member, "group.get", { conversationId });
    expect(group).toMatchObject({ uuid: byId.uuid, number: "go-4711", category: 3 });
    const { conversation } = await owner.socket.call("conversation.openDirect", { userId: idOf(member) });
    const direct = await readByBoth(server, owner, "conversation.get", { conversationId: conversation.id });
    expect(direct).toMatchObject({ conversation: { kind: "direct" }, number: null, category: 0 });
    expect(direct.uuid).not.toBe(byId.uuid);
  });

  test("[DIR-1] a number is one conversation's, also when many take it at once, and free again after it", async () => {
    const groups = await Promise.all(Array.from({ length: 8 }, () => newTestGroup(server, 0)));
    const answers = await Promise.all(
      groups.map(({ conversationId, owner }) =>
        owner.socket.exchange("group.update", { conversationId, number: "only-one" }),
      ),
    );
    const first = groups[answers.findIndex((answer) => "ok" in answer)];
    expect(answers.filter((answer) => "ok" in answer)).toHaveLength(1);
    expect(answers.filter((answer) => answer.error?.code === "conflict")).toHaveLength(7);
    if (first === undefined) throw new Error("nobody has the number");
    const taken = { memberIds: [], number: "only-one" };
    expect((await refusedByBoth(server, stranger, "group.create", taken)).code).toBe("conflict");
    for (const number of ["ab", "Go", "-go-", "a--b", "go 1", "x".repeat(33)]) {
      const args = { memberIds: [], number };
      expect((await refusedByBoth(server, stranger, "group.create", args)).code).toBe("invalid_arguments");
    }
    await first.owner.socket.call("group.dissolve", { conversationId: first.conversationId });
    const { conversation } = await stranger.socket.call("group.create", taken);
    expect(conversation.id).not.toBe(first.conversationId);
  });

  test("[DIR-1] a member who may edit does not take a number, and who follows events knows it", async () => {
    const { conversationId, owner, members } = await newTestGroup(server, 1);
    const [member] = members as [Caller];
    await owner.socket.call("group.update", { conversationId, settings: { edit: "everyone" } });
    const number = { conversationId, number: "not-mine" };
    expect((await refusedByBoth(server, member, "group.update", number)).code).toBe("forbidden");
    await member.socket.call("group.update", { conversationId, category: 2 });
    await owner.socket.call("group.update", { conversationId, number: "ours-now" });
    const told = await member.socket.push((push) => push.changes?.number !== undefined);
    expect(told.changes).toEqual({ number: "ours-now" });
    const { group } = await readByBoth(server, member, "group.get", { conversationId });
    expect(group).toMatchObject({ number: "ours-now", category: 2 });
  });

  test("[DIR-4] [DIR-5] a public group is found by name, part, pinyin and number, and by none once it is not", async () => {
    const { conversationId, owner } = await publicGroup("围棋俱乐部 Zürich", {}, { number: "weiqi-zh" });
    for (const query of ["围棋", "俱乐部", "weiqi", "wqjlb", "ZURICH", "zür", "weiqi-z"]) {
      expect([query, await found({ query })]).toEqual([query, [conversationId]]);
    }
    expect(await found({ query: "乐棋" })).toEqual([]);
    await owner.socket.call("group.update", { conversationId, name: "象棋" });
    expect(await found({ query: "围棋" })).toEqual([]);
    expect(await found({ query: "xiangqi" })).toEqual([conversationId]);
    await owner.socket.call("group.update", { conversationId, settings: { isPublic: false } });
    expect(await found({ query: "象棋" })).toEqual([]);
    await owner.socket.call("group.update", { conversationId, settings: { isPublic: true } });
    expect(await found({ query: "象棋" })).toEqual([conversationId]);
    await owner.socket.call("group.dissolve", { conversationId });
    expect(await found({ query: "象棋" })).toEqual([]);
    expect((await search({})).groups.map((group) => group.conversationId)).not.toContain(conversationId);
  });

  test("[DIR-3] [DIR-5] pages lead through all public groups of a category once, listed and searched", async () => {
    const ids: number[] = [];
    for (let index = 0; index < 7; index += 1) {
      ids.push((await publicGroup(`Chess ${index}`, {}, { category: 4 })).conversationId);
    }
    await publicGroup("Chess elsewhere", {}, { category: 1 });
    for (const query of [{}, { query: "chess" }]) {
      const all: number[] = [];
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const page = await search({ ...query, category: 4, limit: 2, ...(cursor ? { cursor } : {}) });
        expect(page.groups.length).toBeLessThanOrEqual(2);
        all.push(...page.groups.map(({ conversationId }) => conversationId));
        cursor = page.cursor;
      }
      expect(all.toSorted((left, right) => left - right)).toEqual(ids);
    }
    expect(await found({ category: 4, limit: 3 })).toEqual(ids.slice(4).reverse());
    for (const query of [{}, { query: "chess" }]) {
      const args = { ...query, category: 4, cursor: "no cursor" };
      expect(await refusedByBoth(server, stranger, "group.search", args)).toMatchObject({
        code: "invalid_arguments",
        details: { path: "/cursor" },
      });
    }
  });

  test("[DIR-6] [GRP-23] a card says to who asked that the request waits, to nobody else, until it is answered", async () => {
    const { conversationId, owner } = await publicGroup("Patience", { join: "approval" });
    const other = await newCaller(server, "other");
    const requested = async (caller: Caller) => {
      const preview = await readByBoth(server, caller, "group.preview", { conversationId });
      for (const args of [{ query: "Patience" }, {}]) {
        const { groups } = await readByBoth(server, caller, "group.search", args);
        expect(
          groups.find((card: { conversationId: number }) => card.conversationId === conversationId),
        ).toEqual(preview.group);
      }
      return preview.group.isRequested;
    };
    expect(await requested(stranger)).toBeUndefined();
    for (const answer of ["refuse", "accept"]) {
      await stranger.socket.call("group.join", { conversationId });
      expect([await requested(stranger), await requested(other)]).toEqual([true, undefined]);
      const ofStranger = { conversationId, userId: idOf(stranger), answer };
      await owner.socket.call("group.requests.answer", ofStranger);
      expect(await requested(stranger)).toBeUndefined();
    }
  });

  test("[DIR-6] [DIR-7] a card says nothing of who is in the group, and closed groups have none", async () => {
    const { conversationId, owner } = await publicGroup("Readers", { join: "open" }, { number: "readers" });
    const { group } = await readByBoth(server, stranger, "group.preview", { conversationId });
    expect(group).toEqual({
      ...{ conversationId, number: "readers", name: "Readers", avatar: null, description: null, category: 0 },
      ...{ memberCount: 2, join: "open", guestsMayJoin: false },
    });
    for (const named of [{ number: "readers" }, { name: " rEADERS " }]) {
      expect((await readByBoth(server, stranger, "group.preview", named)).group).toEqual(group);
    }
    const user = await newGuest(server);
    const guest = { user, socket: await server.connect(user) };
    expect((await refusedByBoth(server, guest, "group.preview", { conversationId })).code).toBe("not_found");
    await owner.socket.call("group.update", { conversationId, settings: { guestsMayJoin: true } });
    await readByBoth(server, guest, "group.preview", { conversationId });
    const closed = await newTestGroup(server, 0, { number: "closed-one", name: "Closed" });
    for (const named of [
      { conversationId: closed.conversationId },
      { number: "closed-one" },
      { name: "Closed" },
      { conversationId: 999_999_999 },
    ]) {
      expect((await refusedByBoth(server, stranger, "group.preview", named)).code).toBe("not_found");
      expect((await refusedByBoth(server, stranger, "group.join", named)).code).toBe("not_found");
    }
    await publicGroup("readers");
    expect((await refusedByBoth(server, stranger, "group.preview", { name: "Readers" })).code).toBe(
      "conflict",
    );
  });

  test("[DIR-8] [GRP-23] a public group that is closed says so", async () => {
    const { conversationId } = await publicGroup("For show");
    expect((await refusedByBoth(server, stranger, "group.join", { conversationId })).code).toBe("forbidden");
  });

  test("[DIR-8] [GRP-11] [INV-21] joined by a hundred clicks at once, by name, number and id, there is one membership", async () => {
    const { conversationId, owner } = await publicGroup("Clickers", { join: "open" }, { number: "clickers" });
    const names = [{ conversationId }, { number: "clickers" }, { name: "clickers" }];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => [
        stranger.socket.exchange("group.join", names[index % 3] ?? {}),
        server
          .post("group.join", names[index % 3], stranger.user.accessToken)
          .then(({ body }) => ({ ok: body, error: body.error })),
      ]).flat(),
    );
    for (const answer of answers) expect(answer.ok).toMatchObject({ status: "joined" });
    expect(await joinedCount(conversationId)).toBe(1);
    const { events } = await readByBoth(server, owner, "sync.range", { conversationId, afterRev: 0 });
    expect(events.filter(({ ev }: { ev: string }) => ev === "member.added")).toHaveLength(1);
    const { conversation } = await readByBoth(server, stranger, "conversation.get", { conversationId });
    expect(conversation.memberCount).toBe(3);
  });

  test("[DIR-8] asked sixty times at once to be let in, one request waits", async () => {
    const { conversationId, owner } = await publicGroup("Askers", { join: "approval" });
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => stranger.socket.exchange("group.join", { name: "askers" })),
    );
    for (const answer of answers) expect(answer.ok).toEqual({ status: "requested" });
    const { requests } = await readByBoth(server, owner, "group.requests.list", { conversationId });
    expect(requests).toHaveLength(1);
    expect(await joinedCount(conversationId)).toBe(0);
  });
});
