import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, say } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("notes to oneself", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const openNotes = async ({ socket }: Caller) =>
    (await socket.call("conversation.openNotes", {})).conversation.id as number;

  test("[NOTE-1] opened ten times at once there are one person's notes, which nobody else sees", async () => {
    const [self, other] = [await newCaller(server, "self"), await newCaller(server, "other")];
    const opened = await Promise.all(Array.from({ length: 10 }, () => openNotes(self)));
    const [conversationId = 0] = opened;
    expect(new Set(opened)).toEqual(new Set([conversationId]));
    expect(await openNotes(other)).not.toBe(conversationId);
    const device = await server.connect(self.user);
    await say(self, conversationId, "milk");
    await device.push((push) => push.content?.text === "milk");
    const { heads } = await readByBoth(server, self, "inbox.list", {});
    expect(heads).toMatchObject([
      { conversation: { id: conversationId, kind: "notes", name: null, memberCount: 1 }, unread: 0 },
    ]);
    for (const operation of ["message.list", "conversation.get", "group.get", "member.list"]) {
      expect((await refusedByBoth(server, other, operation, { conversationId })).code).toBe("not_found");
    }
    for (const [operation, more] of [
      ["member.add", { userIds: [idOf(other)] }],
      ["invite.create", {}],
      ["group.leave", {}],
      ["group.dissolve", {}],
    ] as const) {
      const args = { conversationId, ...more };
      expect((await refusedByBoth(server, self, operation, args)).code).toBe("not_found");
    }
    expect(other.socket.texts.join("")).not.toContain("milk");
  });

  test("[NOTE-2] with the account its notes are erased", async () => {
    const self = await newCaller(server, "gone");
    const conversationId = await openNotes(self);
    await say(self, conversationId, "a marker of mine");
    await self.socket.call("account.delete", { password: "correct horse" });
    const rows = await server.rows(
      `select body from log where conversation_id = ${conversationId} and kind = 1`,
    );
    expect(rows).toEqual([{ body: null }]);
  });
});
