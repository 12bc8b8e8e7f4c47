import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { newGuest } from "./support/guests.ts";
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
    for (let count = 0; count < 60; count += 1) {
      answers.push(await server.post("guest.resume", { guestSecret: guess() }));
    }
    expect(new Set(codes(answers))).toEqual(new Set(["credentials_invalid", "rate_limited"]));
    expect(codes(answers).filter((code) => code === "credentials_invalid").length).toBeLessThan(25);
    // Who guesses has used up the turns of the address, for the right secret too.
    expect(codes([await server.post("guest.resume", { guestSecret })])).toEqual(["rate_limited"]);
    await server.stop();
  });
});
