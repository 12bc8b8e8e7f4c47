/**
 * Markers are planted in everything that is a person's own, in every way the person changes it, while others share a
 * group, a contact and a direct conversation with them. None may reach the others, in no push and no answer (SEC-03).
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type MethodName, methods } from "@parley/protocol";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller } from "./support/both-transports.ts";
import { idOf, say } from "./support/groups.ts";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { validArguments } from "./support/wrong-arguments.ts";

/** In every marker, so that one search finds any of them. */
const mark = "zqmarkerqz";
const phone = "+15550778899";
const password = "correct horse";
const privacy = {
  email: "nobody",
  phone: "nobody",
  lastSeen: "nobody",
  findByEmail: false,
  findByPhone: false,
};

describe("what others are told of a person", () => {
  let server: TestServer;
  let subject: Caller;
  let contact: Caller;
  let stranger: Caller;
  let guest: Caller;
  let direct: number;
  let group: number;
  /** What nobody chose, and so has no mark in it. */
  const secrets: string[] = [];

  beforeAll(async () => {
    server = await startTestServer();
    subject = await newCaller(server, "subject");
    contact = await newCaller(server, "contact");
    stranger = await newCaller(server, "stranger");
    const user = await newGuest(server);
    guest = { user, socket: await server.connect(user) };
    const boss = await adminCaller(server);
    const call = (operation: string, args: object) => subject.socket.call(operation, args);
    const { request } = await call("contact.request", { userId: idOf(contact) });
    await contact.socket.call("contact.answer", { requestId: request.id, answer: "accept" });
    direct = (await call("conversation.openDirect", { userId: idOf(contact) })).conversation.id;
    const memberIds = [idOf(contact), idOf(stranger)];
    const opened = await call("group.create", { memberIds, number: "open-to-see", name: "Seen" });
    group = opened.conversation.id;
    await call("group.update", {
      ...{ conversationId: group },
      settings: { isPublic: true, join: "open", guestsMayJoin: true },
    });
    await guest.socket.call("group.join", { conversationId: group });
    await plantOwn(boss);
    await plantElsewhere();
  });
  afterAll(() => server.stop());

  /** In the account. */
  async function plantOwn(boss: Caller): Promise<void> {
    const call = (operation: string, args: object) => subject.socket.call(operation, args);
    const userId = idOf(subject);
    await call("settings.set", { section: "privacy", value: privacy });
    await call("settings.set", { section: "client", value: { note: `${mark} settings` } });
    await call("account.update", { nickname: "Subject", bio: "to be seen", phone });
    await boss.socket.call("admin.updateUser", { userId, email: `${mark}@mail.test` });
    const { key } = await call("apiKey.create", { name: `${mark} key`, scopes: ["message"] });
    const { secret } = await call("twoFactor.begin", { password });
    await call("autoAnswer.create", { question: "never asked", answer: `${mark} answer` });
    const { pack } = await call("stickerPack.create", { name: `${mark} stickers` });
    await call("stickerPack.update", { packId: pack.id, name: `${mark} renamed` });
    const target = { kind: "user", userId: idOf(contact) };
    await call("complaint.create", { target, reason: `${mark} reason`, text: `${mark} complaint` });
    const { username } = subject.user.user;
    const { body: device, status } = await server.post("account.login", {
      ...{ username, password, device: { id: crypto.randomUUID(), name: `${mark} phone`, platform: "web" } },
    });
    expect(status).toBe(200);
    const { devices } = await call("device.list", {});
    const sessionIds = devices.map(({ sessionId }: { sessionId: string }) => sessionId);
    for (const one of [subject.user, device]) secrets.push(one.accessToken, one.refreshToken);
    secrets.push(phone, phone.slice(1), key, secret, ...sessionIds);
    for (const planted of secrets) expect(planted.length).toBeGreaterThan(8);
  }

  /** About others, and in conversations of which the others are not. */
  async function plantElsewhere(): Promise<void> {
    const call = (operation: string, args: object) => subject.socket.call(operation, args);
    await call("contact.setRemark", { userId: idOf(contact), remark: `${mark} remark` });
    await call("contact.setTags", { userId: idOf(contact), tags: [mark] });
    await call("inbox.saveDraft", { conversationId: group, text: `${mark} draft` });
    await call("folder.create", { name: mark });
    const notes = await call("conversation.openNotes", {});
    await say(subject, notes.conversation.id, `${mark} note`);
    const own = await call("group.create", { memberIds: [], name: `${mark} group`, number: `${mark}-1` });
    const conversationId = own.conversation.id;
    await call("group.update", { conversationId, description: `${mark} of`, announcement: `${mark} news` });
    await say(subject, conversationId, `${mark} in another group`);
    const { code, invite } = await call("invite.create", { conversationId: group });
    secrets.push(code, invite.id);
    const sent = await call("message.send", {
      ...{ conversationId: group, id: Bun.randomUUIDv7(), content: { type: "text", text: `${mark} gone` } },
    });
    const { messages } = await call("message.list", { conversationId: group, afterSeq: sent.seq - 1 });
    // Was for everybody, and is not any more: what comes after must not have it.
    await call("message.recall", { conversationId: group, id: messages[0].id });
    for (const { socket } of [contact, stranger, guest]) {
      await socket.push((push) => push.ev === "message.recalled" && push.conversationId === group);
      socket.texts.length = 0;
    }
    await call("member.setProfile", { conversationId: group, nickname: "Sub" });
    await call("signal.typing", { conversationId: group });
    await call("inbox.markRead", { conversationId: direct, seq: 1 });
    await call("account.update", { nickname: "Subject Two" });
  }

  const nothingOf = (text: string) => {
    expect(text).not.toContain(mark);
    for (const secret of secrets) expect(text).not.toContain(secret);
  };

  /** What asks for the subject, besides the arguments every operation is tested with. */
  const questions = (): readonly (readonly [MethodName, object])[] => [
    ["user.get", { id: idOf(subject) }],
    ["user.get", { username: subject.user.user.username }],
    ["user.list", { userIds: [idOf(subject)] }],
    ["user.search", { query: "subject" }],
    ["user.search", { query: `${mark}@mail.test` }],
    ["user.search", { query: phone }],
    ["search.find", { query: mark }],
    ["group.search", { query: mark }],
    ["group.search", {}],
    ["group.preview", { conversationId: group }],
    ["group.get", { conversationId: group }],
    ["conversation.get", { number: "open-to-see" }],
    ["conversation.get", { number: `${mark}-1` }],
    ["member.list", { conversationId: group }],
    ["member.list", { conversationId: group, query: mark }],
    ["invite.list", { conversationId: group }],
    ["contact.get", { userId: idOf(subject) }],
    ["contact.list", { of: "contacts" }],
    ["contact.requests.list", { direction: "incoming" }],
    ["message.list", { conversationId: group }],
    ["message.search", { query: mark }],
    ["message.listPinned", { conversationId: group }],
    ["sync.range", { conversationId: group, afterRev: 0 }],
    ["sync.heads", {}],
    ["inbox.list", {}],
    ["presence.watch", { userIds: [idOf(subject)] }],
  ];

  test("[SEC-03] [PROF-22] nothing of a person's own is in any answer to others", async () => {
    const reads = Object.values(methods)
      .filter(({ kind }) => kind !== "write")
      .map(({ name }) => [name, validArguments(name, group)] as const);
    let answered = 0;
    for (const caller of [contact, stranger, guest]) {
      for (const [name, args] of [...questions(), ...reads]) {
        const { body, status } = await server.post(name, args, caller.user.accessToken);
        // A refusal may say again what was asked for, and asking shows nothing.
        if (status !== 200) continue;
        answered += 1;
        nothingOf(JSON.stringify({ name, body }));
      }
    }
    expect(answered).toBeGreaterThan(75);
  });

  test("[SEC-03] nothing of it is in any push to others, until the account itself is gone", async () => {
    await subject.socket.call("group.transfer", { conversationId: group, userId: idOf(contact) });
    await subject.socket.call("account.delete", { password });
    await say(contact, group, "the last word");
    for (const { socket } of [contact, stranger, guest]) {
      await socket.push((push) => push.content?.text === "the last word");
      expect(socket.texts.length).toBeGreaterThan(3);
      nothingOf(socket.texts.join("\n"));
    }
  });
});
