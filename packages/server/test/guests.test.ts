import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { NewGuest } from "@parley/protocol";
import { newGuest } from "./support/guests.ts";
import { stopTime } from "./support/stopped-time.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const fingerprint = "6a1d6f0c-9a3e-5b1c-8d2f-3a4b5c6d7e8f";

describe("guests", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const resume = (guestSecret: string) => server.post("guest.resume", { guestSecret });

  test("[GUE-1] a guest has a name of its own, and is signed in", async () => {
    const guest = await newGuest(server);
    expect(guest.user.username).toMatch(/^VIS[A-Z0-9]{8}$/);
    expect(guest.user).toMatchObject({ nickname: guest.user.username, role: "guest", avatar: null });
    const named = await newGuest(server, { nickname: "  Visitor of the shop ", language: "zh-CN" });
    expect(named.user.nickname).toBe("Visitor of the shop");
    expect(named.user.username).toMatch(/^VIS[A-Z0-9]{8}$/);
    const me = await server.post("account.me", {}, guest.accessToken);
    expect(me.body.user).toEqual(guest.user);
    const socket = await server.connect(guest);
    expect(await socket.call("inbox.list")).toMatchObject({ heads: [] });
    socket.close();
  });

  test("[GUE-1] a nickname that looks like a guest's name is the username, of the first who gives it", async () => {
    const nickname = "VIS1a2B3c4D";
    const [first, second] = [await newGuest(server, { nickname }), await newGuest(server, { nickname })];
    expect(first.user).toMatchObject({ username: nickname, nickname });
    expect(second.user.nickname).toBe(nickname);
    expect(second.user.username).toMatch(/^VIS[A-Z0-9]{8}$/);
  });

  test("[GUE-1] names of guests do not repeat", async () => {
    const guests = await Promise.all(Array.from({ length: 50 }, () => newGuest(server)));
    expect(new Set(guests.map(({ user }) => user.username)).size).toBe(50);
    expect(new Set(guests.map(({ guestSecret }) => guestSecret)).size).toBe(50);
  });

  test("[GUE-2] [SEC-21] the same fingerprint twice is two guests, and neither opens the other", async () => {
    const device = { id: fingerprint, name: "The same phone", platform: "ios" };
    const hints = { deviceId: fingerprint, platform: "ios", device };
    const first = await newGuest(server, hints);
    const second = await newGuest(server, hints);
    expect(second.user.id).not.toBe(first.user.id);
    expect(second.user.uuid).not.toBe(first.user.uuid);
    expect(second.guestSecret).not.toBe(first.guestSecret);
    const byFingerprint = await resume(fingerprint);
    expect([byFingerprint.status, byFingerprint.body.error.code]).toEqual([401, "credentials_invalid"]);
  });

  test("[GUE-2] the secret has 256 bits, is told once and is nowhere else", async () => {
    const guest = await newGuest(server);
    expect(Buffer.from(guest.guestSecret, "base64url")).toHaveLength(32);
    const again = await server.post("account.refresh", { refreshToken: guest.refreshToken });
    const resumed = await resume(guest.guestSecret);
    const me = await server.post("account.me", {}, guest.accessToken);
    for (const { status, body } of [again, resumed, me]) {
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain(guest.guestSecret);
    }
    expect(server.logLines.join("\n")).not.toContain(guest.guestSecret);
  });

  test("[GUE-8] a guest is told the hint once its socket is up, in its language, at each connection", async () => {
    const hints = {
      "zh-CN": ["zh-CN", "欢迎您，登录可以获取更多功能！"],
      "zh-Hant-TW": ["zh-CN", "欢迎您，登录可以获取更多功能！"],
      "en-GB": ["en", "Welcome! Sign in to do more."],
      de: ["en", "Welcome! Sign in to do more."],
    };
    for (const [language, [told, text]] of Object.entries(hints)) {
      const guest = await newGuest(server, { language });
      for (const _ of ["first", "again"]) {
        const socket = await server.connect(guest);
        const hint = await socket.push(({ ev }) => ev === "guest.hint");
        expect(hint).toEqual({ ev: "guest.hint", senderId: 0, key: "sign_in", language: told, text });
        // The reply to hello comes first, and nothing is left to be caught up.
        expect(socket.pushes).toHaveLength(1);
        expect(socket.texts[0]).toContain('"ok"');
        socket.close();
      }
    }
    const nobody = await newGuest(server);
    const socket = await server.connect(nobody);
    expect((await socket.push(({ ev }) => ev === "guest.hint")).language).toBe("en");
    socket.close();
  });

  test("[GUE-8] nobody but guests is told the hint", async () => {
    const socket = await server.connect(await server.newUser("member"));
    await socket.call("account.me");
    expect(socket.pushes).toEqual([]);
    socket.close();
  });

  test("[GUE-4] a secret signs its guest in on any device, beside the other sessions", async () => {
    const guest = await newGuest(server);
    const device = { id: crypto.randomUUID(), platform: "android" };
    const { status, body } = await server.post("guest.resume", { guestSecret: guest.guestSecret, device });
    expect([status, body.user]).toEqual([200, guest.user]);
    for (const token of [guest.accessToken, body.accessToken]) {
      expect((await server.post("account.me", {}, token)).status).toBe(200);
    }
    const refreshed = await server.post("account.refresh", { refreshToken: body.refreshToken });
    expect([refreshed.status, refreshed.body.user]).toEqual([200, guest.user]);
  });

  test("[GUE-4] no secret but a guest's own signs in", async () => {
    const guest = await newGuest(server);
    const user = await server.newUser("member");
    const wrong = [
      guest.guestSecret.slice(0, -1),
      `${guest.guestSecret}A`,
      guest.guestSecret.toLowerCase(),
      guest.refreshToken,
      guest.user.uuid,
      user.refreshToken,
      "x",
    ];
    for (const guestSecret of wrong) {
      const { status, body } = await resume(guestSecret);
      expect([guestSecret, status, body.error.code]).toEqual([guestSecret, 401, "credentials_invalid"]);
    }
  });
});

describe("limits of guests", () => {
  const codes = (answers: { status: number; body: { error?: { code: string } } }[]) =>
    answers.map(({ status, body }) => body.error?.code ?? status);

  test("[GUE-3] a device makes five guests, and its sixth waits 12 minutes", async () => {
    const server = await startTestServer({ rateLimitFactor: 1 });
    const make = (args: object) => server.post("guest.create", args);
    const answers = [];
    for (let count = 0; count < 6; count += 1) answers.push(await make({ deviceId: fingerprint }));
    expect(codes(answers)).toEqual([200, 200, 200, 200, 200, "rate_limited"]);
    const { retryAfterMs } = answers[5]?.body.error ?? {};
    expect(retryAfterMs).toBeGreaterThan(11 * 60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(12 * 60_000);
    // The device's own id counts where no other is given.
    expect(codes([await make({ device: { id: fingerprint } })])).toEqual(["rate_limited"]);
    expect(codes([await make({ deviceId: "another" })])).toEqual([200]);
    await server.stop();
  });

  test.each(["guestsPerAddressPerHourMax", "guestsPerHourMax"])(
    "[GUE-3] %s holds for any device",
    async (option) => {
      const server = await startTestServer({ rateLimitFactor: 1, [option]: 3 });
      const answers = [];
      for (let count = 0; count < 4; count += 1) {
        answers.push(await server.post("guest.create", { deviceId: `device ${count}` }));
      }
      expect(codes(answers)).toEqual([200, 200, 200, "rate_limited"]);
      expect(answers[3]?.body.error?.retryAfterMs).toBeGreaterThan(19 * 60_000);
      await server.stop();
    },
  );

  test("[GUE-1] [GUE-4] with guests off nobody comes in as one, and who is one returns", async () => {
    const options: Record<string, string> = {};
    const server = await startTestServer(options);
    const { guestSecret } = await newGuest(server);
    options.guests = "off";
    await server.restart();
    const refused = await server.post("guest.create", {});
    expect([refused.status, refused.body.error.code]).toEqual([403, "forbidden"]);
    expect((await server.post("guest.resume", { guestSecret })).status).toBe(200);
    await server.stop();
  });

  /**
   * What guessing comes to: a secret is one of 2^256. With 2^20 guests, a billion guesses a second (30 a minute is what
   * one address gets) for a hundred years are 2^61.5, and the chance that one of them is right is 2^(61.5 + 20 - 256),
   * less than 2^-174. A million guesses have 2^(20 + 20 - 256) = 2^-216.
   */
  test("[GUE-4] [SEC-21] guesses open nothing, and soon wait", async () => {
    const server = await startTestServer({ rateLimitFactor: 1 });
    const { guestSecret } = await newGuest(server);
    const guess = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
    const answers = [];
    const goOn = stopTime();
    for (let count = 0; count < 60; count += 1) {
      answers.push(await server.post("guest.resume", { guestSecret: guess() }));
    }
    expect(new Set(codes(answers))).toEqual(new Set(["credentials_invalid", "rate_limited"]));
    expect(codes(answers).filter((code) => code === "credentials_invalid")).toHaveLength(20);
    // Who guesses has used up the turns of the address, for the right secret too.
    expect(codes([await server.post("guest.resume", { guestSecret })])).toEqual(["rate_limited"]);
    goOn();
    await server.stop();
  });
});

describe("guests who do not come back", () => {
  const dayMs = 24 * 3_600_000;
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  /** As if the guests had last been there so long ago. */
  const letPass = (guests: readonly NewGuest[], days: number) =>
    server.runStatement(
      `update users set last_active_at = ${Date.now() - days * dayMs} where id in (${guests.map(({ user }) => user.id).join(", ")})`,
    );

  /** Asks again and again, without a pause, until nobody is seen to have been one of the guests. */
  async function untilGone(guests: readonly NewGuest[], seenBy: { accessToken: string }) {
    const userIds = guests.map(({ user }) => user.id);
    for (;;) {
      const { body } = await server.post("user.list", { userIds }, seenBy.accessToken);
      const names = body.users.map(({ nickname }: { nickname: string }) => nickname);
      if (names.every((name: string) => name === "deleted user")) return;
    }
  }

  test("[GUE-9] [GUE-10] guests unused for 30 days are deleted, and those who were there since are not", async () => {
    const peer = await server.newUser("peer");
    const [gone, fresh, connected, refreshed, resumed] = [
      await newGuest(server, { nickname: "Gone Guest" }),
      await newGuest(server),
      await newGuest(server),
      await newGuest(server),
      await newGuest(server),
    ];
    const opened = await server.post("conversation.openDirect", { userId: peer.user.id }, gone.accessToken);
    const conversationId = opened.body.conversation.id;
    const content = { type: "text", text: "is anybody there?" };
    const id = Bun.randomUUIDv7();
    await server.post("message.send", { conversationId, id, content }, gone.accessToken);
    await letPass([gone, connected, refreshed, resumed], 31);
    await letPass([fresh], 29);
    const socket = await server.connect(connected);
    expect((await server.post("account.refresh", { refreshToken: refreshed.refreshToken })).status).toBe(200);
    expect((await server.post("guest.resume", { guestSecret: resumed.guestSecret })).status).toBe(200);
    // A start lets the chores do their work.
    await server.restart();
    await untilGone([gone], peer);
    socket.close();
    const codeOf = async (guest: NewGuest) => {
      const { body, status } = await server.post("guest.resume", { guestSecret: guest.guestSecret });
      return body.error?.code ?? status;
    };
    expect(await Promise.all([fresh, connected, refreshed, resumed].map(codeOf))).toEqual([
      200, 200, 200, 200,
    ]);
    expect(await codeOf(gone)).toBe("credentials_invalid");
    const me = await server.post("account.me", {}, gone.accessToken);
    expect([me.status, me.body.error.code]).toEqual([401, "unauthenticated"]);
    const refresh = await server.post("account.refresh", { refreshToken: gone.refreshToken });
    expect(refresh.body.error.code).toBe("credentials_invalid");
    const { body } = await server.post("message.list", { conversationId }, peer.accessToken);
    expect(body.messages).toMatchObject([{ content, senderId: gone.user.id }]);
  });

  test("[GUE-10] many go in parts, and only guests", async () => {
    const peer = await server.newUser("peer");
    const guests = await Promise.all(Array.from({ length: 25 }, () => newGuest(server)));
    await letPass([...guests, peer as NewGuest], 400);
    await server.restart();
    await untilGone(guests, peer);
    expect((await server.post("account.me", {}, peer.accessToken)).status).toBe(200);
    expect(server.logLines.filter((line) => line.includes("operation failed"))).toEqual([]);
  });
});
