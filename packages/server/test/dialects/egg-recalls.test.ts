/** Recalls in a group by the contract: whose message it is and how old, is told by what is stored. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { limits } from "@parley/protocol";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { EggClient } from "./egg-client.ts";

setDefaultTimeout(60_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dialects: "egg" });
});
afterAll(() => server.stop());

test("[MSG-20] [DIA-2] an old message in a group is taken back by its owner and administrators, not by who wrote it, and all others are told", async () => {
  const people = {
    ann: await server.newUser("ann"),
    bob: await server.newUser("bob"),
    cid: await server.newUser("cid"),
  };
  const asAnn = (operation: string, args: object) => server.post(operation, args, people.ann.accessToken);
  const memberIds = [people.bob.user.id, people.cid.user.id];
  const conversationId: number = (await asAnn("group.create", { name: "G", memberIds })).body.conversation.id;
  await asAnn("member.setRole", { conversationId, userId: people.cid.user.id, role: "admin" });
  const [ann, bob, cid] = [
    new EggClient(server, people.ann),
    new EggClient(server, people.bob),
    new EggClient(server, people.cid),
  ];
  for (const client of [ann, bob, cid]) await client.come();
  const [early, late, owners] = [
    (await bob.say(conversationId, "early", "group")).data,
    (await bob.say(conversationId, "late", "group")).data,
    (await ann.say(conversationId, "the owner's", "group")).data,
  ];
  for (const client of [ann, bob, cid]) await client.rest();
  const olderMs = limits.recallWindowMs + 1;
  await server.runStatement(`update log set at = at - ${olderMs} where conversation_id = ${conversationId}`);
  const recall = (client: EggClient, { id }: { id: string }, more: object = {}) =>
    client.ask("revokeMessage", {
      ...{ id, chatType: "group", to_id: conversationId, to_name: "G", to_avatar: "" },
      // What the form says of the time is not believed.
      ...{ create_time: Date.now(), ...more },
    });

  expect(await recall(bob, early)).toMatchObject({ status: 400, data: "消息超过5分钟，不能撤回" });
  expect(await recall(bob, owners)).toMatchObject({ status: 400, data: "只能撤回自己的消息" });
  expect(await recall(cid, owners)).toMatchObject({ status: 400, data: "只能撤回自己的消息" });
  const others = { ann: [bob, cid], cid: [ann, bob] };
  for (const [name, client, message] of [
    ["cid", cid, early],
    ["ann", ann, late],
  ] as const) {
    expect(await recall(client, message)).toMatchObject({
      status: 200,
      data: { id: message.id, actionType: "revoke" },
    });
    for (const other of others[name]) {
      let heard = await other.hear();
      while (heard.actionType !== "revoke") heard = await other.hear();
      expect(heard).toMatchObject({ id: message.id, data: { data: `${client.name}撤回了一条消息` } });
    }
  }
  const { body } = await asAnn("message.list", { conversationId, limit: 10 });
  const said = JSON.stringify(body.messages);
  expect([said.includes("early"), said.includes("late"), said.includes("the owner's")]).toEqual([
    false,
    false,
    true,
  ]);
});
