import { expect, test } from "bun:test";
import type { KeptContact } from "../../engine/ports/store-contacts.ts";
import type { Fixture } from "./store-contract.ts";

const kept = {
  isContact: true,
  isStarred: false,
  isBlocked: false,
  canSeeMe: true,
  iSee: true,
  tags: [] as string[],
  since: 7,
} satisfies KeptContact;

/** Contacts, requests, follows, settings of users, and what they change of a direct conversation. */
export function contactsContract({ append, change, newUser, store }: Fixture): void {
  test("[CONT-11] contacts come by sort key and id, those without a letter last, page by page", async () => {
    const owner = await newUser("owner");
    const keys = ["Zzhang", "#1", "Aa", "Bb", "Bb", "#", "Aab"];
    const userIds: number[] = [];
    for (const sortKey of keys) {
      const userId = await newUser("other");
      userIds.push(userId);
      await change((tx) => tx.contacts.put(owner, userId, { ...kept, remark: { text: "name", sortKey } }));
    }
    const { contacts } = store().reader;
    const whole = await contacts.page(owner, { of: "contacts", after: null, limit: 10 });
    const expected = [2, 6, 3, 4, 0, 5, 1].map((index) => userIds[index] ?? 0);
    expect(whole.map(({ userId }) => userId)).toEqual(expected);
    for (const [index, after] of whole.entries()) {
      const rest = await contacts.page(owner, { of: "contacts", after, limit: 10 });
      expect(rest).toEqual(whole.slice(index + 1));
    }
    expect(await contacts.page(owner, { of: "blocked", after: null, limit: 10 })).toEqual([]);
    expect(await contacts.page(userIds[0] ?? 0, { of: "contacts", after: null, limit: 10 })).toEqual([]);
    expect(await change((tx) => tx.contacts.count(owner))).toBe(keys.length);
  });

  test("[CONT-12] [CONT-13] what is kept about somebody is told as it was put, and the rest by default", async () => {
    const [owner, other] = [await newUser("owner"), await newUser("other")];
    const { contacts } = store().reader;
    const stranger = await contacts.find(owner, other);
    expect(stranger).toEqual({
      ...kept,
      userId: other,
      isContact: false,
      isFollowed: false,
      remark: null,
      since: null,
      sortKey: expect.any(String),
    });
    expect(await contacts.find(owner, 999_999_999)).toBeNull();
    const changed = {
      ...kept,
      isStarred: true,
      isBlocked: true,
      canSeeMe: false,
      iSee: false,
      tags: ["a", "b"],
    };
    await change((tx) => tx.contacts.put(owner, other, { ...kept, remark: { text: "Me", sortKey: "Mme" } }));
    await change((tx) => tx.contacts.put(owner, other, changed));
    expect(await contacts.find(owner, other)).toMatchObject({ ...changed, remark: "Me", sortKey: "Mme" });
    expect(await contacts.blockersOf(other, [owner, other])).toEqual([owner]);
    expect(await contacts.blockersOf(owner, [other])).toEqual([]);
    await change((tx) => tx.contacts.remove(owner, other));
    expect(await contacts.find(owner, other)).toEqual(stranger);
  });

  test("[CONT-2] [CONT-8] between two people one request is open; answered, it is open no more", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const asked = {
      fromId: ann,
      toId: bob,
      message: null,
      remark: { text: "Bob", sortKey: "Bbob" },
      status: "pending",
      createdAt: 5,
      answeredAt: null,
    } as const;
    const request = await change((tx) => tx.contactRequests.insert(asked));
    await expect(change((tx) => tx.contactRequests.insert(asked))).rejects.toThrow();
    expect(await change((tx) => tx.contactRequests.findOpen(ann, bob))).toEqual(request);
    expect(await change((tx) => tx.contactRequests.findOpen(bob, ann))).toBeNull();
    const { contactRequests } = store().reader;
    expect(await contactRequests.pendingCount(bob)).toBe(1);
    const ignored = await change((tx) => tx.contactRequests.setStatus(request, "ignored", 6));
    expect(await change((tx) => tx.contactRequests.findOpen(ann, bob))).toEqual(ignored);
    await expect(change((tx) => tx.contactRequests.insert(asked))).rejects.toThrow();
    expect(await contactRequests.pendingCount(bob)).toBe(0);
    await change((tx) => tx.contactRequests.setStatus(request, "refused", 7));
    expect(await change((tx) => tx.contactRequests.findOpen(ann, bob))).toBeNull();
    const second = await change((tx) => tx.contactRequests.insert(asked));
    expect(await change((tx) => tx.contactRequests.countAsked(ann))).toBe(1);
    const page = { direction: "incoming", userId: bob, before: null, limit: 10 } as const;
    expect((await contactRequests.page(page)).map(({ id }) => id)).toEqual([second.id, request.id]);
    expect((await contactRequests.page({ ...page, before: second.id })).map(({ id }) => id)).toEqual([
      request.id,
    ]);
    expect(await contactRequests.page({ ...page, direction: "outgoing" })).toEqual([]);
  });

  test("[CONT-15] follows count once each", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    expect(await change((tx) => tx.follows.insert(ann, bob, 1))).toBe(true);
    expect(await change((tx) => tx.follows.insert(ann, bob, 2))).toBe(false);
    const { contacts, follows } = store().reader;
    expect(await follows.page("followers", bob, 0, 10)).toEqual([ann]);
    expect(await follows.page("following", ann, 0, 10)).toEqual([bob]);
    expect(await follows.page("following", ann, bob, 10)).toEqual([]);
    expect([await follows.count("followers", bob), await follows.count("following", ann)]).toEqual([1, 1]);
    expect(await contacts.find(ann, bob)).toMatchObject({ isFollowed: true });
    expect(await change((tx) => tx.follows.remove(ann, bob))).toBe(true);
    expect(await change((tx) => tx.follows.remove(ann, bob))).toBe(false);
    expect([await follows.count("followers", bob), await follows.count("following", ann)]).toEqual([0, 0]);
  });

  test("[CONT-30] a section of settings is what it was set to last", async () => {
    const userId = await newUser("ann");
    const { userSettings } = store().reader;
    expect(await userSettings.get(userId, "contact")).toBeNull();
    await change((tx) => tx.userSettings.set(userId, "contact", "{}"));
    await change((tx) => tx.userSettings.set(userId, "contact", '{"addBy":"anyone"}'));
    expect(await userSettings.get(userId, "contact")).toBe('{"addBy":"anyone"}');
    expect(await userSettings.get(userId, "privacy")).toBeNull();
  });

  test("[CONT-5] a notice is a message of the system, numbered with the others", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const conversationId = await change(async (tx) => {
      const opened = await tx.conversations.openDirect([ann, bob], 1);
      const members = [ann, bob].map((userId) => ({ userId, role: "member", status: "active" }) as const);
      await tx.members.insert(opened.conversationId, members, 1);
      return opened.conversationId;
    });
    expect(await change((tx) => tx.conversations.findDirect([bob, ann]))).toBe(conversationId);
    const notice = { conversationId, id: Bun.randomUUIDv7(), at: 9, body: '{"type":"notice"}' };
    await append({ conversationId, senderId: ann });
    const [outcome] = await store().commit([
      { kind: "transaction", run: (tx) => tx.log.appendNotice(notice) },
    ]);
    expect(outcome?.status === "committed" && outcome.effects.events).toEqual([
      { conversationId, rev: 2, text: expect.stringContaining('"senderId":0,"sentAt":9') },
    ]);
    expect(await change((tx) => tx.conversations.newestAuthor(conversationId))).toBe(ann);
    expect(await append({ conversationId, senderId: bob })).toMatchObject({ status: "sent", rev: 3, seq: 3 });
    const texts = await store().reader.log.page(conversationId, { beforeSeq: null, afterSeq: 1, limit: 1 });
    expect(texts.map((text) => JSON.parse(text))).toEqual([
      { rev: 2, seq: 2, id: notice.id, senderId: 0, sentAt: 9, content: { type: "notice" } },
    ]);
    const { heads } = await store().reader.inbox.page(ann, null, 1);
    expect(JSON.parse(heads[0]?.text ?? "{}")).toMatchObject({ lastSeq: 3, unread: 2 });
  });
}
