import { expect, test } from "bun:test";
import { type Fixture, testMessage } from "./store-contract.ts";

/** Edits and pins. */
export function messageChangesContract({ change, newGroup, newUser, store }: Fixture): void {
  test("[MSG-40] another content takes the place of the first, and the id still tells a repetition", async () => {
    const user = await newUser("ann");
    const conversationId = await newGroup([user]);
    const message = testMessage({ conversationId, senderId: user, text: "first" });
    await store().commit([{ kind: "append", message }]);
    const body = '{"type":"text","text":"second"}';
    await change((tx) => tx.log.setBody(conversationId, 2, body));
    expect(await store().reader.log.findMessage(conversationId, message.id)).toMatchObject({ body });
    const [again] = await store().commit([{ kind: "append", message }]);
    expect(again).toMatchObject({ outcome: { status: "repeated", rev: 2 } });
  });

  test("[MSG-41] edits are kept in order, of each message its own, until they are erased", async () => {
    const conversationId = await newGroup([await newUser("bob")]);
    const edit = (rev: number) => ({ rev, body: `{"number":${rev}}`, at: rev * 10 });
    await change(async (tx) => {
      for (const rev of [5, 3]) await tx.messageEdits.insert(conversationId, 2, edit(rev));
      await tx.messageEdits.insert(conversationId, 4, edit(6));
    });
    const { messageEdits } = store().reader;
    expect(await messageEdits.list(conversationId, 2)).toEqual([edit(3), edit(5)]);
    const erased = await change((tx) => tx.messageEdits.erase(conversationId, 2));
    expect(erased.toSorted()).toEqual([3, 5]);
    expect(await messageEdits.list(conversationId, 2)).toEqual([]);
    expect(await messageEdits.list(conversationId, 4)).toEqual([edit(6)]);
  });

  test("[MSG-45] pinned messages come newest first, in pages", async () => {
    const user = await newUser("cat");
    const conversationId = await newGroup([user]);
    await change(async (tx) => {
      for (const rev of [7, 2, 4]) {
        await tx.pinnedMessages.insert(conversationId, { rev, pinnedBy: user, pinnedAt: rev });
      }
    });
    const { pinnedMessages } = store().reader;
    const first = await pinnedMessages.page(conversationId, null, 2);
    expect(first.map(({ rev }) => rev)).toEqual([4, 2]);
    expect(await pinnedMessages.page(conversationId, first[1]?.id ?? 0, 2)).toMatchObject([
      { rev: 7, pinnedBy: user, pinnedAt: 7 },
    ]);
    await change((tx) => tx.pinnedMessages.remove(conversationId, 2));
    expect(await pinnedMessages.count(conversationId)).toBe(2);
  });
}
