import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { newGuest } from "./support/guests.ts";
import { type HttpAnswer, startTestServer, type TestServer } from "./support/test-server.ts";

describe("search.find", () => {
  let server: TestServer;
  let ann: Caller;
  let friend: Caller;
  let stranger: Caller;
  beforeAll(async () => {
    server = await startTestServer();
    ann = await newCaller(server, "ann");
    friend = await newCaller(server, "zoe_rosewood");
    stranger = await newCaller(server, "abe_rosewood");
  });
  afterAll(() => server.stop());

  async function call(caller: Caller, operation: string, args: object): Promise<HttpAnswer["body"]> {
    const { status, body } = await server.post(operation, args, caller.user.accessToken);
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return body;
  }

  const find = (caller: Caller, query: string, more: object = {}) =>
    readByBoth(server, caller, "search.find", { query, ...more });
  const idsOf = (things: readonly { id: number }[]) => things.map(({ id }) => id);

  test("[SRCH-12] contacts come first, by name or by what the caller calls them, then others", async () => {
    const friendId = friend.user.user.id;
    await call(friend, "contact.request", { userId: ann.user.user.id });
    const [request] = (await call(ann, "contact.requests.list", { direction: "incoming" })).requests;
    await call(ann, "contact.answer", { requestId: request.id, answer: "accept" });
    await call(ann, "contact.setRemark", { userId: friendId, remark: "阿紫" });
    await call(stranger, "account.update", { nickname: "rosewood table" });
    await call(friend, "account.update", { nickname: "the rosewood" });
    expect(idsOf((await find(ann, "rosewood")).users)).toEqual([friendId, stranger.user.user.id]);
    expect(idsOf((await find(ann, "rosewood", { limit: 1 })).users)).toEqual([friendId]);
    expect(idsOf((await find(ann, "阿紫")).users)).toEqual([friendId]);
    expect(idsOf((await find(stranger, "阿紫")).users)).toEqual([]);
    expect(idsOf((await find(stranger, "ROSEWOOD")).users)).toEqual([friendId]);
  });

  test("[SRCH-12] conversations are found by name, by those who are in them", async () => {
    const memberIds = [friend.user.user.id];
    const [first, second] = [
      (await call(ann, "group.create", { name: "项目计划 Alpha", memberIds })).conversation,
      (await call(ann, "group.create", { name: "项目评审", memberIds })).conversation,
    ];
    const content = { type: "text", text: "news" };
    await call(ann, "message.send", { conversationId: second.id, id: Bun.randomUUIDv7(), content });
    expect(idsOf((await find(ann, "项目")).conversations)).toEqual([second.id, first.id]);
    expect(idsOf((await find(friend, "alpha")).conversations)).toEqual([first.id]);
    expect((await find(friend, "alpha")).conversations[0]).toMatchObject({
      kind: "group",
      name: "项目计划 Alpha",
    });
    expect((await find(stranger, "项目")).conversations).toEqual([]);
    expect(idsOf((await find(ann, "xiangmu")).conversations)).toEqual([second.id, first.id]);
    expect(idsOf((await find(ann, "xmjh")).conversations)).toEqual([first.id]);
    expect(idsOf((await find(ann, "pingshen")).conversations)).toEqual([second.id]);
    expect((await find(ann, "iangmu")).conversations).toEqual([]);
    expect((await find(stranger, "xiangmu")).conversations).toEqual([]);
    expect((await find(ann, "??")).conversations).toEqual([]);
    await server.runStatement(
      `update members set status = 'left' where conversation_id = ${first.id} and user_id = ${friend.user.user.id}`,
    );
    expect(idsOf((await find(friend, "项目")).conversations)).toEqual([second.id]);
  });

  test("[SRCH-12] guests look for nobody", async () => {
    const guest = await newGuest(server, { nickname: "Visitor" });
    const socket = await server.connect(guest);
    const refusal = await refusedByBoth(server, { user: guest, socket }, "search.find", {
      query: "rosewood",
    });
    expect(refusal.code).toBe("forbidden");
    socket.close();
  });
});
