import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { User } from "@parley/protocol";
import { type Caller, newCaller, readByBoth } from "./support/both-transports.ts";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("user.search", () => {
  let server: TestServer;
  let seeker: Caller;
  beforeAll(async () => {
    server = await startTestServer();
    seeker = await newCaller(server, "seeker");
  });
  afterAll(() => server.stop());

  const find = async (query: string, more: object = {}): Promise<User[]> =>
    (await readByBoth(server, seeker, "user.search", { query, ...more })).users;
  const idsOf = (users: readonly User[]) => users.map(({ id }) => id);

  async function register(username: string, nickname?: string): Promise<User> {
    const args = { username, password: "correct horse", ...(nickname === undefined ? {} : { nickname }) };
    const { body } = await server.post("account.register", args);
    return body.user;
  }

  test("[PROF-20] people are found by id, by the words of their names and by pinyin, never oneself or guests", async () => {
    const user = await register("Findable_７", "李雷 Lei");
    const guest = await newGuest(server, { nickname: "Findable Guest" });
    const queries = [
      "findable",
      "FINDABLE_7",
      "李雷",
      "雷",
      "lei",
      "ＬＥＩ",
      ` ${user.id} `,
      "ll",
      "lilei",
      "7",
      "indable",
    ];
    for (const query of queries) expect([query, await find(query)]).toEqual([query, [user]]);
    const self = [seeker.user.user.username, `${seeker.user.user.id}`];
    const none = ["%", "Find%able", "李_", "ei", ...self, `${guest.user.id}`, "Guest", "0", `0${user.id}`];
    for (const query of none) expect([query, await find(query)]).toEqual([query, []]);
  });

  test("[PROF-23] a long name is found by its beginning, and by all of it", async () => {
    const nickname = "鑫淼焱".repeat(16);
    const user = await register("long_name", nickname);
    for (const query of [nickname, nickname.slice(1), "淼焱鑫"]) {
      expect([query, await find(query)]).toEqual([query, [user]]);
    }
  });

  test("[PROF-21] whole names come before beginnings, and these before the rest", async () => {
    const rest = await register("zz_order", "Ordinary 凤凰");
    const beginning = await register("aa_order", "凤凰传奇");
    const whole = await register("mm_order", "凤凰");
    expect(idsOf(await find("凤凰"))).toEqual([whole.id, beginning.id, rest.id]);
    expect(idsOf(await find("凤凰", { limit: 2 }))).toEqual([whole.id, beginning.id]);
  });

  test("[PROF-22] [SEC-19] an address finds whom it belongs to if they allow it, and nobody otherwise", async () => {
    const bob = await newCaller(server, "bob");
    const [email, phone] = [`bob${bob.user.user.id}@example.test`, `+49170${bob.user.user.id}`];
    await bob.socket.call("account.update", { phone });
    await server.runStatement(
      `update users set email = '${email}', email_key = '${email}' where id = ${bob.user.user.id}`,
    );
    const queries = [email, email.toUpperCase(), phone, phone.replace("+49170", "+49 (170) ")];
    for (const query of queries) expect([query, await find(query)]).toEqual([query, []]);
    const privacy = { email: "nobody", phone: "nobody", lastSeen: "nobody" };
    const set = (value: object) =>
      bob.socket.call("settings.set", { section: "privacy", value: { ...privacy, ...value } });
    await set({ findByEmail: true, findByPhone: false });
    expect([idsOf(await find(email.toUpperCase())), await find(phone)]).toEqual([[bob.user.user.id], []]);
    await set({ findByEmail: false, findByPhone: true });
    expect(await find(email)).toEqual([]);
    for (const query of queries.slice(2)) expect(idsOf(await find(query))).toEqual([bob.user.user.id]);
    expect(await find(email.slice(0, -1))).toEqual([]);
  });

  test("[PROF-24] another name is found at once, and the one before no more", async () => {
    const bob = await newCaller(server, "bob");
    await bob.socket.call("account.update", { nickname: "旧名字" });
    expect(idsOf(await find("名字"))).toEqual([bob.user.user.id]);
    await bob.socket.call("account.update", { nickname: "后来的" });
    expect([await find("名字"), idsOf(await find("houlai"))]).toEqual([[], [bob.user.user.id]]);
    await bob.socket.call("account.changeUsername", { username: `翻新_${bob.user.user.id}` });
    expect(idsOf(await find("翻新"))).toEqual([bob.user.user.id]);
    expect(await find(bob.user.user.username)).toEqual([]);
  });

  test("[PROF-24] who was there before the index is found after the next start", async () => {
    const user = await register("early_bird", "早鸟");
    await server.runStatement("delete from user_tokens");
    await server.runStatement("update users set search_version = 0");
    expect(await find("早鸟")).toEqual([]);
    await server.restart();
    seeker = { ...seeker, socket: await server.connect(seeker.user) };
    let left = 1;
    while (left > 0) {
      const rows = await server.rows(
        "select id from users where search_version = 0 and role <> 'guest' and id > 0",
      );
      left = rows.length;
    }
    expect(await find("早鸟")).toEqual([user]);
  });
});
