import { expect, test } from "bun:test";
import { type Fixture, testMessage } from "./store-contract.ts";

/** What messages have besides their content. */
export function messageExtrasContract({ change, newGroup, newUser, store }: Fixture): void {
  const extra = '{"isSilent":true}';

  test("[MSG-33] a message with extras is told, listed and found with them, and loses them with its content", async () => {
    const user = await newUser("ann");
    const conversationId = await newGroup([user]);
    const message = { ...testMessage({ conversationId, senderId: user }), extra };
    const outcome = await change((tx) => tx.log.appendAccepted(message));
    if (outcome.status !== "sent") throw new Error(outcome.status);
    const { reader } = store();
    expect(JSON.parse(outcome.event.text)).toMatchObject({ id: message.id, isSilent: true });
    expect(await reader.log.range(conversationId, 1, 9)).toEqual([outcome.event.text]);
    expect(JSON.parse((await reader.log.messagesAt(conversationId, [2]))[0] ?? "{}").isSilent).toBe(true);
    const head = (await reader.inbox.page(user, null, 1)).heads[0]?.text ?? "{}";
    expect(JSON.parse(head).lastMessage.isSilent).toBe(true);
    expect(await reader.log.findMessage(conversationId, message.id)).toMatchObject({ rev: 2, extra });
    await change((tx) => tx.log.setExtra(conversationId, 2, '{"other":1}'));
    expect(await reader.log.findMessage(conversationId, message.id)).toMatchObject({ extra: '{"other":1}' });
    await change((tx) => tx.log.eraseMessage(conversationId, message.id, 3, 50));
    expect(await reader.log.findMessage(conversationId, message.id)).toMatchObject({
      body: null,
      extra: null,
    });
  });

  test("[MSG-33] what is to be looked at first is not appended by itself", async () => {
    const user = await newUser("bob");
    const conversationId = await newGroup([user]);
    const message = { ...testMessage({ conversationId, senderId: user }), requested: { isSilent: true } };
    const [asked, plain] = await store().commit([
      { kind: "append", message },
      { kind: "append", message: testMessage({ conversationId, senderId: user }) },
    ]);
    expect(asked).toMatchObject({ outcome: { status: "ruled" } });
    expect(plain).toMatchObject({ outcome: { status: "sent", seq: 1 } });
    const unruled = await change((tx) => tx.log.appendUnruled(message));
    expect(unruled).toMatchObject({ status: "sent", seq: 2 });
    await change((tx) => tx.members.setRules(conversationId, user, { isRuled: true, isHiding: false }));
    const other = testMessage({ conversationId, senderId: user });
    expect(await change((tx) => tx.log.appendUnruled(other))).toEqual({ status: "ruled" });
  });
}
