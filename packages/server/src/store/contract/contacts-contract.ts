import { expect, test } from "bun:test";
import type { WriteJob } from "../../engine/ports/store.ts";
import type { KeptContact } from "../../engine/ports/store-contacts.ts";
import { type Fixture, testMessage } from "./store-contract.ts";

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
  const newDirect = (one: number, other: number) =>
    change(async (tx) => {
      const { conversationId } = await tx.conversations.openDirect([one, other], 1);
      const members = [one, other].map((userId) => ({ userId, role: "member", status: "active" }) as const);
      await tx.members.insert(conversationId, members, 1);
      return conversationId;
    });

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

  test("[CONT-32] who may write by rules alone is answered so, unless they were asked in the same transaction", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const conversationId = await newDirect(ann, bob);
    const first = testMessage({ conversationId, senderId: ann });
    expect(await append({ ...first, text: "hello" })).toMatchObject({ status: "sent", seq: 1 });
    const rule = (isRuled: boolean) =>
      change((tx) => tx.members.setRules(conversationId, ann, { isRuled, isHiding: isRuled }));
    await rule(true);
    expect(await store().reader.members.find(conversationId, ann)).toMatchObject({ isHiding: true });
    expect(await store().reader.members.find(conversationId, bob)).toMatchObject({ isHiding: false });
    const second = testMessage({ conversationId, senderId: ann, text: "second" });
    expect(await append(second)).toEqual({ status: "ruled" });
    expect(await append({ ...first, text: "hello" })).toMatchObject({ status: "repeated", seq: 1 });
    expect(await append({ ...first, text: "other" })).toEqual({ status: "conflict" });
    expect(await append({ conversationId, senderId: bob })).toMatchObject({ status: "sent", seq: 2 });
    await expect(
      change(async (tx) => {
        await tx.log.appendAccepted(second);
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect(await change((tx) => tx.log.appendAccepted(second))).toMatchObject({ status: "sent", seq: 3 });
    expect(await change((tx) => tx.log.appendAccepted(second))).toMatchObject({ status: "repeated", seq: 3 });
    expect(await append({ conversationId, senderId: bob })).toMatchObject({ status: "sent", seq: 4 });
    await rule(false);
    expect(await append({ conversationId, senderId: ann })).toMatchObject({ status: "sent", seq: 5 });
  });

  test("[CONT-36] [MSG-4] where jobs run in turn a message is decided in its place, and refused alone", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const conversationId = await newDirect(ann, bob);
    await change((tx) => tx.members.setRules(conversationId, ann, { isRuled: true, isHiding: false }));
    const message = (text: string) => testMessage({ conversationId, senderId: ann, text });
    const decided = (text: string): WriteJob => ({
      kind: "append",
      message: message(text),
      async decide(tx) {
        const outcome = await tx.log.appendAccepted(message(text));
        if (text === "two") throw new Error("refused late");
        return outcome;
      },
    });
    const jobs = () => ["one", "two", "three"].map(decided);
    const outcomes = await store().commit(jobs());
    if (store().commitsConcurrently) {
      expect(outcomes.map((outcome) => outcome.status === "appended" && outcome.outcome.status)).toEqual(
        outcomes.map(() => "ruled"),
      );
      return;
    }
    expect(outcomes).toMatchObject([
      { status: "committed", value: { status: "sent", seq: 1 }, effects: { events: [{ rev: 1 }] } },
      { status: "failed" },
      { status: "committed", value: { status: "sent", seq: 2 }, effects: { events: [{ rev: 2 }] } },
    ]);
    const faulty = { ...message("faulty"), senderId: bob, sentAt: null as unknown as number };
    expect(await store().commit([...jobs(), { kind: "append", message: faulty }])).toMatchObject([
      { status: "committed", value: { status: "sent", seq: 3 }, effects: { events: [{ rev: 3 }] } },
      { status: "failed" },
      { status: "committed", value: { status: "sent", seq: 4 }, effects: { events: [{ rev: 4 }] } },
      { status: "failed" },
    ]);
    expect(await append({ conversationId, senderId: bob })).toMatchObject({ status: "sent", rev: 5, seq: 5 });
  });

  test("[CONT-5] a notice is a message of the system, numbered with the others", async () => {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const conversationId = await newDirect(ann, bob);
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
