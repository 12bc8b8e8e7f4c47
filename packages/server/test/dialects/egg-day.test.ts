/** A day of talking by the contract, in its own order, beside a native client of the same people. */
import { expect, test } from "bun:test";
import { startTestServer } from "../support/test-server.ts";
import { EggClient } from "./egg-client.ts";

test("[DIA-13] [DIA-11] a talk, a group, a night away, the way back, a recall elsewhere, a second device", async () => {
  const server = await startTestServer({ dialects: "egg" });
  const people = { ann: await server.newUser("ann"), bob: await server.newUser("bob") };
  const [ann, bob] = [new EggClient(server, people.ann), new EggClient(server, people.bob)];
  const native = await server.connect(people.ann);
  const bobNative = await server.connect(people.bob);
  const { request } = await native.call("contact.request", { userId: bob.id });
  await bobNative.call("contact.answer", { requestId: request.id, answer: "accept" });
  await ann.come();
  await bob.come();
  for (const client of [ann, bob]) await client.ask("chatGetmessageOffLine", {});
  expect((await ann.hear()).data.data).toBe("我们已经是好友了，可以开始聊天了");
  expect((await bob.hear()).data.data).toBe("我们已经是好友了，可以开始聊天了");

  await ann.say(bob.id, "good morning");
  // Notices of how they became friends may be on their way still.
  let heard = await bob.hear();
  while (typeof heard.data !== "string") heard = await bob.hear();
  expect(heard.data).toContain("good morning");
  await ann.ask("group/create", { userIds: [bob.id] });
  const { group } = await ann.hear();
  await bob.hear();
  await bob.say(group.id, "a group!", "group");
  expect((await ann.hear()).data).toContain("a group!");

  // A night away: what is recalled meanwhile does not come, and what comes comes once.
  expect(await bob.rest()).toEqual([]);
  await bob.taken();
  await bob.leave();
  const { conversation } = await native.call("conversation.openDirect", { userId: bob.id });
  const say = (id: string, text: string) =>
    native.call("message.send", { conversationId: conversation.id, id, content: { type: "text", text } });
  const [kept, regretted] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()];
  await say(kept, "sleep well");
  await say(regretted, "I did not say that");
  await native.call("message.recall", { conversationId: conversation.id, id: regretted });
  await ann.say(group.id, "night", "group");
  // Asked without a socket, nothing is sent and nothing is lost.
  expect((await bob.ask("chatGetmessageOffLine", {})).data).toBe("ok");
  const back = await bob.come();
  expect(await bob.rest()).toEqual([]);
  await bob.ask("chatGetmessageOffLine", {});
  const missed = [await bob.hear(), await bob.hear(), await bob.hear()];
  expect(missed.map(({ data }) => (typeof data === "string" ? JSON.parse(data) : data).data).sort()).toEqual(
    [`${ann.name}撤回了一条消息`, "night", "sleep well"].sort(),
  );
  expect(JSON.stringify(missed)).not.toContain("I did not say that");
  await bob.ask("chatGetmessageOffLine", {});
  expect(await bob.rest()).toEqual([]);

  // What ann says elsewhere comes to her as well; taken back elsewhere it is taken back here.
  const elsewhere = [await ann.hear(), await ann.hear()].map(({ id }) => id);
  expect(elsewhere).toEqual([kept, regretted]);
  await native.call("message.recall", { conversationId: conversation.id, id: kept });
  expect(await bob.hear()).toMatchObject({ id: kept, actionType: "revoke" });

  // Natively a message of the contract is what it says.
  await bob.say(ann.id, "to every client");
  await ann.hear();
  const { messages } = await native.call("message.list", { conversationId: conversation.id, limit: 1 });
  expect(messages[0].content).toEqual({ type: "text", text: "to every client" });

  const second = new EggClient(server, people.bob);
  await second.come();
  expect(JSON.parse(await back.frame())).toMatchObject({ msg: "force_logout" });
  await ann.say(bob.id, "one device");
  expect((await second.hear()).data).toContain("one device");
  await server.stop();
}, 60_000);
