import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { type MethodName, methods, type NewGuest } from "@parley/protocol";
import { type Caller, refusedByBoth } from "./support/both-transports.ts";
import { newGuest } from "./support/guests.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { validArguments } from "./support/wrong-arguments.ts";

const page = readFileSync(new URL("../../../docs/spec/guests.md", import.meta.url), "utf8");
const methodNames = Object.keys(methods) as MethodName[];

/** The operations in the first column of the page's table. */
function allowedByPage(): string[] {
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  return rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`([\w.]+)`/g)].map(([, name]) => `${name}`),
  );
}

/** Ends the session; and refuses receipts that are not the server's own, whoever shows them. */
const isApart: ReadonlySet<MethodName> = new Set(["account.logout", "media.complete"]);

const isForGuests = (name: MethodName) => {
  const { callers } = methods[name];
  return callers !== "anyone" && callers.some((role) => role === "guest");
};

describe("what guests may do", () => {
  let server: TestServer;
  let guest: Caller & { user: NewGuest };

  beforeAll(async () => {
    server = await startTestServer();
    const user = await newGuest(server);
    guest = { user, socket: await server.connect(user) };
  });
  afterAll(async () => {
    guest.socket.close();
    await server.stop();
  });

  test("[GUE-5] the declarations and the table of the specification are one list", () => {
    expect(methodNames.filter(isForGuests).sort()).toEqual(allowedByPage().sort() as MethodName[]);
  });

  test("[GUE-5] [SEC-21] every other operation is forbidden for a guest, over both transports", async () => {
    let refusals = 0;
    for (const name of methodNames) {
      if (methods[name].callers === "anyone" || isForGuests(name)) continue;
      const { code } = await refusedByBoth(server, guest, name, validArguments(name, 1));
      expect([name, code]).toEqual([name, "forbidden"]);
      refusals += 1;
    }
    expect(refusals).toBeGreaterThan(20);
  });

  test("[GUE-5] none of the table is forbidden for a guest", async () => {
    const own = await newGuest(server);
    // Last: it ends the session.
    const names = methodNames.filter((name) => isForGuests(name) && !isApart.has(name));
    for (const name of [...names, "account.logout"] as MethodName[]) {
      // Of its profile a guest changes all but what accounts are found by.
      const args = name === "account.update" ? { nickname: "Me" } : validArguments(name, 999_999_999);
      const { body } = await server.post(name, args, own.accessToken);
      expect([name, body.error?.code]).not.toEqual([name, "forbidden"]);
    }
  });

  test("[GUE-6] a guest sees itself and those it shares a conversation with, and nobody else", async () => {
    const [support, stranger, other] = [
      await server.newUser("support"),
      await server.newUser("stranger"),
      await newGuest(server),
    ];
    const ids = [support, stranger, other, guest.user].map(({ user }) => user.id);
    const seen = async () => {
      const { users } = await guest.socket.call("user.list", { userIds: [...ids, 1, 10_001] });
      return users.map((user: { id: number }) => user.id).sort();
    };
    expect(await seen()).toEqual([guest.user.user.id]);
    await guest.socket.call("conversation.openDirect", { userId: support.user.id });
    expect(await seen()).toEqual([support.user.id, guest.user.user.id].sort());
    const { users } = await guest.socket.call("user.list", { userIds: [stranger.user.id] });
    expect(users).toEqual([]);
    const socket = await server.connect(stranger);
    expect(await guest.socket.call("presence.watch", { userIds: ids })).toEqual({ online: [] });
    socket.close();
  });

  test("[GUE-6] what is kept about a stranger is not there for a guest, as about nobody", async () => {
    const stranger = await server.newUser("stranger");
    const operations = {
      "contact.get": {},
      "contact.block": { isBlocked: true },
      "contact.remove": {},
      "user.unfollow": {},
    };
    for (const [operation, more] of Object.entries(operations)) {
      const about = (userId: number) => refusedByBoth(server, guest, operation, { userId, ...more });
      const refusal = await about(stranger.user.id);
      expect([operation, refusal.code]).toEqual([operation, "not_found"]);
      expect([operation, await about(999_999_999)]).toEqual([operation, refusal]);
    }
    await guest.socket.call("user.follow", { userId: stranger.user.id });
    const { contact } = await guest.socket.call("user.unfollow", { userId: stranger.user.id });
    expect(contact.isFollowed).toBe(false);
  });

  test("[GUE-6] nobody finds a guest by searching", async () => {
    const seeker = await server.newUser("seeker");
    const named = await newGuest(server, { nickname: "Findable Guest" });
    for (const query of [named.user.username, "Findable", String(named.user.id)]) {
      const { body } = await server.post("user.search", { query }, seeker.accessToken);
      expect([query, body]).toEqual([query, { users: [] }]);
    }
  });
});

describe("whom guests turn to", () => {
  let server: TestServer;
  const options: Record<string, number> = {};
  let people: number[];

  beforeAll(async () => {
    server = await startTestServer(options);
    const users = await Promise.all(Array.from({ length: 12 }, () => server.newUser("person")));
    people = users.map(({ user }) => user.id);
  });
  afterAll(() => server.stop());

  /** What each of the calls answered: a status, or the code of its error. */
  async function answers(
    calls: readonly [operation: MethodName, userId: number][],
    { accessToken }: NewGuest,
  ) {
    const codes: (string | number)[] = [];
    for (const [operation, userId] of calls) {
      const { body, status } = await server.post(operation, { userId }, accessToken);
      codes.push(body.error?.code ?? status);
    }
    return codes;
  }

  test("[GUE-7] a guest turns to ten people and then waits, and writes on with those it knows", async () => {
    options.rateLimitFactor = 1;
    await server.restart();
    const guest = await newGuest(server);
    const ways = ["conversation.openDirect", "contact.request", "user.follow"] as const;
    const calls = people.map((userId, index) => [ways[index % 3] ?? ways[0], userId] as [MethodName, number]);
    expect(await answers(calls, guest)).toEqual([...Array(10).fill(200), "rate_limited", "rate_limited"]);
    const again = people
      .slice(0, 1)
      .map((userId) => ["conversation.openDirect", userId] as [MethodName, number]);
    expect(await answers(again, guest)).toEqual([200]);
  });

  test("[GUE-7] the guests of one address share a limit", async () => {
    options.rateLimitFactor = 1;
    options.guestsPerAddressPerHourMax = 3;
    await server.restart();
    const [one, other] = [await newGuest(server), await newGuest(server)];
    const open = (from: number, to: number) =>
      people.slice(from, to).map((userId) => ["conversation.openDirect", userId] as [MethodName, number]);
    expect(await answers(open(0, 2), one)).toEqual([200, 200]);
    expect(await answers(open(0, 2), other)).toEqual([200, "rate_limited"]);
  });
});
