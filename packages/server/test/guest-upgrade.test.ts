import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { NewGuest, SignedIn } from "@parley/protocol";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const password = "correct horse";
let counter = 0;
const newName = () => `upgraded_${counter++}`;

describe("a guest becomes an account", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const upgrade = (guest: SignedIn, args: object) => server.post("guest.upgrade", args, guest.accessToken);
  const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) =>
    body.error?.code ?? status;

  /** A guest who has written to somebody, who has answered. */
  async function talkingGuest(args: object = {}) {
    const [guest, peer] = [await newGuest(server, { ...args }), await server.newUser("peer")];
    const opened = await server.post("conversation.openDirect", { userId: peer.user.id }, guest.accessToken);
    const conversationId: number = opened.body.conversation.id;
    await say(guest, conversationId, "hello");
    await say(peer, conversationId, "hello yourself");
    return { guest, peer, conversationId };
  }

  async function say(speaker: SignedIn, conversationId: number, text: string): Promise<void> {
    const args = { conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text } };
    const { status } = await server.post("message.send", args, speaker.accessToken);
    expect(status).toBe(200);
  }

  test("[GUE-20] it keeps its id, its conversations and what was written", async () => {
    const { guest, peer, conversationId } = await talkingGuest();
    const username = newName();
    const { status, body } = await upgrade(guest, { username, password });
    expect(status).toBe(200);
    expect(body.user).toEqual({ ...guest.user, username, nickname: username, role: "user" });
    const inbox = await server.post("inbox.list", {}, body.accessToken);
    expect(inbox.body.heads).toMatchObject([{ conversation: { id: conversationId }, peerId: peer.user.id }]);
    const history = await server.post("message.list", { conversationId }, body.accessToken);
    expect(history.body.messages.map(({ senderId }: { senderId: number }) => senderId)).toEqual([
      guest.user.id,
      peer.user.id,
    ]);
    const login = await server.post("account.login", { username, password });
    expect(login.body.user).toEqual(body.user);
    const found = await server.post("user.search", { query: username }, peer.accessToken);
    expect(found.body.users).toMatchObject([{ id: guest.user.id }]);
    // What only users may is theirs now.
    const group = await server.post("group.create", { memberIds: [peer.user.id] }, body.accessToken);
    expect(group.status).toBe(200);
  });

  test("[GUE-20] a nickname of its own stays, and one that is given is taken", async () => {
    const named = await newGuest(server, { nickname: "Visitor" });
    expect((await upgrade(named, { username: newName(), password })).body.user.nickname).toBe("Visitor");
    const other = await newGuest(server, { nickname: "Visitor" });
    const given = await upgrade(other, { username: newName(), password, nickname: " Ann " });
    expect(given.body.user.nickname).toBe("Ann");
  });

  test("[GUE-21] every session of the guest ends, and its secret with them", async () => {
    const guest = await newGuest(server);
    const resumed = await server.post("guest.resume", { guestSecret: guest.guestSecret });
    const sockets = [await server.connect(guest), await server.connect(resumed.body)];
    const { body } = await upgrade(guest, { username: newName(), password });
    for (const socket of sockets) {
      expect((await socket.closed).code).toBe(4501);
      expect(socket.pushes.at(-1)).toEqual({ ev: "forceLogout", reason: "account_changed" });
    }
    for (const old of [guest, resumed.body]) {
      expect(codeOf(await server.post("account.me", {}, old.accessToken))).toBe("unauthenticated");
      const { refreshToken } = old;
      expect(codeOf(await server.post("account.refresh", { refreshToken }))).toBe("credentials_invalid");
    }
    const { guestSecret } = guest;
    expect(codeOf(await server.post("guest.resume", { guestSecret }))).toBe("credentials_invalid");
    expect(codeOf(await server.post("account.me", {}, body.accessToken))).toBe(200);
  });

  test("[GUE-20] [INV-20] a refused upgrade leaves the guest as it was", async () => {
    const guest = await newGuest(server);
    const taken = await server.newUser("taken");
    const refused = {
      username_taken: { username: taken.user.username.toUpperCase(), password },
      code_invalid: { username: newName(), password, email: "a@example.com", code: "123456" },
      invalid_arguments: { username: newName(), password: "password" },
    };
    for (const [code, args] of Object.entries(refused)) {
      expect(codeOf(await upgrade(guest, args))).toBe(code);
    }
    const me = await server.post("account.me", {}, guest.accessToken);
    expect(me.body.user).toEqual(guest.user);
    const { guestSecret } = guest;
    expect((await server.post("guest.resume", { guestSecret })).status).toBe(200);
  });

  test("[GUE-21] of many upgrades at once one succeeds", async () => {
    const guest = await newGuest(server);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => upgrade(guest, { username: newName(), password })),
    );
    const codes = answers.map(codeOf);
    expect(codes.filter((code) => code === 200)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([200, "unauthenticated"]));
  });

  test("[GUE-20] only a guest is upgraded, and only itself", async () => {
    const user = await server.newUser("member");
    expect(codeOf(await upgrade(user, { username: newName(), password }))).toBe("forbidden");
    expect(codeOf(await server.post("guest.upgrade", { username: newName(), password }))).toBe(
      "unauthenticated",
    );
    const [guest, victim] = [await newGuest(server), await newGuest(server)];
    const { body } = await upgrade(guest, { username: newName(), password, userId: victim.user.id });
    expect(body.user.id).toBe(guest.user.id);
  });

  test("[GUE-20] what holds for registrations holds for upgrades", async () => {
    const options: Record<string, string> = {};
    const strict = await startTestServer(options);
    const guest: NewGuest = await newGuest(strict);
    for (const registration of ["closed", "invitation", "email-domain"]) {
      options.registration = registration;
      await strict.restart();
      const answer = await strict.post("guest.upgrade", { username: newName(), password }, guest.accessToken);
      expect([registration, codeOf(answer)]).toEqual([registration, "forbidden"]);
    }
    await strict.stop();
  });
});
