import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const notification = {
  isEnabled: false,
  showsText: false,
  hasSound: true,
  quietFrom: "22:30",
  quietUntil: null,
};
const privacy = {
  ...{ email: "contacts", phone: "nobody", lastSeen: "everyone", findByEmail: true, findByPhone: false },
};
const rule = { messages: "none", needsFollow: true };
const contact = { guests: rule, strangers: rule, addBy: "question", question: "Colour?", answer: "blue" };

describe("settings", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const get = async (caller: Caller, args: object = {}) =>
    (await readByBoth(server, caller, "settings.get", args)).settings;
  const set = (caller: Caller, section: string, value: object) =>
    caller.socket.call("settings.set", { section, value });
  const changesOf = (caller: Caller) => caller.socket.pushes.filter(({ ev }) => ev === "settings.changed");

  test("[SET-1] [SET-6] what was not set is at its default, and is nobody else's", async () => {
    const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
    const defaults = await get(ann);
    expect(defaults).toEqual({
      language: { language: null },
      notification: { isEnabled: true, showsText: true, hasSound: true, quietFrom: null, quietUntil: null },
      privacy: {
        email: "nobody",
        phone: "nobody",
        lastSeen: "contacts",
        findByEmail: false,
        findByPhone: false,
      },
      contact: {
        guests: { messages: "unlimited", needsFollow: false },
        strangers: { messages: "unlimited", needsFollow: false },
        addBy: "approval",
      },
      client: {},
    });
    await set(ann, "privacy", privacy);
    expect(await get(ann, { sections: ["privacy", "client"] })).toEqual({ privacy, client: {} });
    await bob.socket.call("settings.set", {
      ...{ section: "client", value: { mine: 1 }, userId: ann.user.user.id },
    });
    expect(await get(ann)).toEqual({ ...defaults, privacy });
    expect(await get(bob)).toEqual({ ...defaults, client: { mine: 1 } });
  });

  test("[SET-2] a section takes its own shape and drops what it does not know", async () => {
    const ann = await newCaller(server, "ann");
    const before = await get(ann);
    const refused: [section: string, value: object, path: string][] = [
      ["notification", { ...notification, quietFrom: "25:00" }, "/value/quietFrom"],
      ["notification", privacy, "/value/isEnabled"],
      ["privacy", { ...privacy, email: "friends" }, "/value/email"],
      ["privacy", { ...privacy, findByEmail: 1 }, "/value/findByEmail"],
      ["contact", { ...contact, question: undefined }, "/value/question"],
      ["contact", { ...contact, answer: undefined }, "/value/answer"],
      ["contact", { ...contact, guests: { ...rule, messages: "two" } }, "/value/guests/messages"],
      ["language", { language: "a-b-c-d" }, "/value/language"],
      ["language", {}, "/value/language"],
    ];
    for (const [section, value, path] of refused) {
      const error = await refusedByBoth(server, ann, "settings.set", { section, value });
      expect([section, error.code, error.details?.path]).toEqual([section, "invalid_arguments", path]);
    }
    const unknown = await refusedByBoth(server, ann, "settings.set", { section: "other", value: {} });
    expect(unknown.details).toEqual({ path: "/section" });
    expect(await get(ann)).toEqual(before);
    const forged = { ...contact, isAdmin: true, guests: { ...rule, role: "admin" } };
    expect(await set(ann, "contact", forged)).toEqual({ section: "contact", value: contact });
    expect((await get(ann)).contact).toEqual(contact);
  });

  test("[SET-3] the section of clients holds any object up to its bound, in a frame and in a request", async () => {
    const ann = await newCaller(server, "ann");
    const empty = JSON.stringify({ text: "" }).length;
    const largest = { text: "x".repeat(limits.clientSettingsBytesMax - empty) };
    const args = (value: object) => ({ section: "client", value });
    expect((await server.post("settings.set", args(largest), ann.user.accessToken)).status).toBe(200);
    const other = { text: `y${largest.text.slice(200)}` };
    expect(await ann.socket.call("settings.set", args(other))).toEqual(args(other));
    expect((await get(ann)).client).toEqual(other);
    for (const larger of [`${largest.text}x`, "王".repeat(Math.ceil(largest.text.length / 3))]) {
      const refused = await server.post("settings.set", args({ text: larger }), ann.user.accessToken);
      expect([refused.status, refused.body.error.code, refused.body.error.details]).toEqual([
        413,
        "payload_too_large",
        { clientSettingsBytesMax: limits.clientSettingsBytesMax },
      ]);
    }
    expect((await get(ann)).client).toEqual(other);
    const mixed = { a: [1, "two", { three: null }], "": false, 王: { deep: { deeper: [] } } };
    await set(ann, "client", mixed);
    expect((await get(ann)).client).toEqual(mixed);
  });

  test("[SET-4] [INV-14] what the events add up to is what is fetched, on every device", async () => {
    const ann = await newCaller(server, "ann");
    const other = await server.connect(ann.user);
    const before = await get(ann);
    const large = { text: "x".repeat(limits.settingsEventBytesMax) };
    await set(ann, "privacy", privacy);
    await set(ann, "privacy", { ...privacy, unknown: 1 });
    await set(ann, "notification", notification);
    await set(ann, "contact", contact);
    await set(ann, "language", { language: "EN-gb" });
    await set(ann, "client", large);
    await set(ann, "client", { theme: "dark" });
    for (const device of [ann.socket, other]) {
      await device.until(() => device.pushes.filter(({ ev }) => ev === "settings.changed").length === 6);
    }
    const events = other.pushes.filter(({ ev }) => ev === "settings.changed");
    expect(changesOf(ann)).toEqual(events);
    expect(events.map(({ section, value }) => [section, value === null])).toEqual([
      ...[
        ["privacy", false],
        ["notification", false],
        ["contact", false],
      ],
      ...[
        ["language", false],
        ["client", true],
        ["client", false],
      ],
    ]);
    const folded = { ...before, ...Object.fromEntries(events.map(({ section, value }) => [section, value])) };
    const fresh = await get(ann);
    expect(folded).toEqual(fresh);
    const { conversationId } = events[0];
    const range = await readByBoth(server, ann, "sync.range", { conversationId, afterRev: 0 });
    const ranged = range.events.filter(({ ev }: { ev: string }) => ev === "settings.changed");
    expect(ranged).toEqual(events);
  });

  test("[SET-5] the language of the settings is that of the account", async () => {
    const ann = await newCaller(server, "ann");
    await set(ann, "language", { language: "de" });
    expect((await ann.socket.call("account.me")).account.language).toBe("de");
    await ann.socket.call("account.update", { language: null, bio: "me" });
    expect((await get(ann)).language).toEqual({ language: null });
    const accountChanges = () => ann.socket.pushes.filter(({ ev }) => ev === "account.changed");
    await ann.socket.until(() => changesOf(ann).length === 2 && accountChanges().length === 2);
    expect(changesOf(ann).map(({ value }) => value)).toEqual([{ language: "de" }, { language: null }]);
    expect(accountChanges()).toHaveLength(2);
  });
});
