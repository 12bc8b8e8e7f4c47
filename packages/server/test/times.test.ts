/** Times until which something is to hold, or at which it is to happen: one rule for all operations that take one. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { MethodName } from "@parley/protocol";
import { adminCaller } from "./support/admin.ts";
import { type Caller, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

interface TakesTime {
  readonly name: MethodName;
  readonly path: string;
  readonly args: (at: number) => object;
}

describe("times that are over", () => {
  let server: TestServer;
  let boss: Caller;
  let owner: Caller;
  let member: Caller;
  let conversationId: number;

  beforeAll(async () => {
    server = await startTestServer();
    boss = await adminCaller(server);
    const group = await newTestGroup(server, 1);
    [owner, member, conversationId] = [group.owner, group.members[0] ?? group.owner, group.conversationId];
  });
  afterAll(() => server.stop());

  const inAnHour = () => Date.now() + 3_600_000;
  const text = { type: "text", text: "later" } as const;
  const poll = (closesAt: number) => ({ type: "poll", question: "Tea?", options: ["yes", "no"], closesAt });
  const scheduledId = Bun.randomUUIDv7();

  const operations: readonly TakesTime[] = [
    { name: "inbox.mute", path: "/until", args: (until) => ({ conversationId, until }) },
    {
      ...{ name: "member.mute", path: "/until" },
      args: (until) => ({ conversationId, userId: idOf(member), until }),
    },
    { name: "invite.create", path: "/expiresAt", args: (expiresAt) => ({ conversationId, expiresAt }) },
    { name: "registrationInvite.create", path: "/expiresAt", args: (expiresAt) => ({ expiresAt }) },
    {
      ...{ name: "apiKey.create", path: "/expiresAt" },
      args: (expiresAt) => ({ name: "k", scopes: ["message"], expiresAt }),
    },
    {
      ...{ name: "message.schedule", path: "/sendAt" },
      args: (sendAt) => ({ conversationId, id: Bun.randomUUIDv7(), content: text, sendAt }),
    },
    {
      ...{ name: "message.editScheduled", path: "/sendAt" },
      args: (sendAt) => ({ conversationId, id: scheduledId, sendAt }),
    },
    {
      ...{ name: "message.send", path: "/content/closesAt" },
      args: (closesAt) => ({ conversationId, id: Bun.randomUUIDv7(), content: poll(closesAt) }),
    },
  ];

  const callerOf = ({ name }: TakesTime) => (name === "registrationInvite.create" ? boss : owner);

  /** All that these operations change, as its owner reads it. */
  async function everything(): Promise<unknown> {
    const call = (name: MethodName, args: object) => owner.socket.call(name, args);
    return [
      (await call("sync.heads", {})).heads,
      (await call("member.list", { conversationId })).members,
      (await call("invite.list", { conversationId })).invites,
      (await call("apiKey.list", {})).apiKeys,
      (await call("message.listScheduled", {})).scheduled,
      (await boss.socket.call("registrationInvite.list", {})).invites,
    ];
  }

  test("[CALL-12] are refused by every operation that takes one, with the path, and change nothing", async () => {
    const waiting = { conversationId, id: scheduledId, content: text, sendAt: inAnHour() };
    await owner.socket.call("message.schedule", waiting);
    const before = await everything();
    for (const operation of operations) {
      for (const at of [0, 5, Date.now() - 1]) {
        const error = await refusedByBoth(server, callerOf(operation), operation.name, operation.args(at));
        expect([operation.name, at, error.code, error.details?.path]).toEqual([
          ...[operation.name, at, "invalid_arguments", operation.path],
        ]);
      }
    }
    expect(await everything()).toEqual(before);
    for (const operation of operations) {
      await callerOf(operation).socket.call(operation.name, operation.args(inAnHour()));
    }
  });

  test("[CALL-12] [GRP-31] [INB-4] what is so already may be asked for again when its time is over", async () => {
    const mute = { conversationId, userId: idOf(member) };
    await owner.socket.call("member.mute", { ...mute, until: inAnHour() });
    await owner.socket.call("inbox.mute", { conversationId, until: inAnHour() });
    await server.runStatement(
      `update members set muted_until = 5, own = '{"mutedUntil":5}' where conversation_id = ${conversationId}`,
    );
    const { member: shown } = await owner.socket.call("member.mute", { ...mute, until: 5 });
    const { own } = await owner.socket.call("inbox.mute", { conversationId, until: 5 });
    expect([shown.mutedUntil, own.mutedUntil]).toEqual([5, 5]);
    const other = { ...mute, until: 6 };
    expect((await refusedByBoth(server, owner, "member.mute", other)).code).toBe("invalid_arguments");
    const sent = await member.socket.call("message.send", {
      ...{ conversationId, id: Bun.randomUUIDv7(), content: { type: "text", text: "again" } },
    });
    expect(sent.seq).toBeGreaterThan(0);
  });
});
