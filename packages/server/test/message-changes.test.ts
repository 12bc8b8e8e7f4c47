import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("what happens to messages after they were sent", () => {
  let server: TestServer;
  let ann: Caller;
  let bob: Caller;
  let eve: Caller;
  /** Ann's group, with Bob. */
  let conversationId: number;

  beforeAll(async () => {
    server = await startTestServer();
    [ann, bob, eve] = [
      await newCaller(server, "ann"),
      await newCaller(server, "bob"),
      await newCaller(server, "eve"),
    ];
    const { conversation } = await ann.socket.call("group.create", { memberIds: [bob.user.user.id] });
    conversationId = conversation.id;
  });
  afterAll(() => server.stop());

  const text = (value: string) => ({ type: "text", text: value });
  async function say(from: Caller, value: string, to = conversationId) {
    const args = { conversationId: to, id: Bun.randomUUIDv7(), content: text(value) };
    const { seq, rev } = await from.socket.call("message.send", args);
    return { args, place: { conversationId: to, id: args.id }, seq: seq as number, rev: rev as number };
  }
  const read = (caller: Caller, operation: string, args: object) =>
    readByBoth(server, caller, operation, args);
  const newest = async (caller: Caller) =>
    (await read(caller, "message.list", { conversationId, limit: 1 })).messages[0];
  const refused = (caller: Caller, operation: string, args: object) =>
    refusedByBoth(server, caller, operation, args);

  test("[MSG-40] [MSG-2] an edited message says the new text everywhere, and is still the one that was sent", async () => {
    const { args, place, seq, rev } = await say(ann, "frist");
    const edited = await ann.socket.call("message.edit", {
      ...place,
      content: { ...text("first"), html: "<b>" },
    });
    const told = await bob.socket.push((push) => push.ev === "message.edited" && push.id === place.id);
    expect(told).toEqual({
      ...{ ev: "message.edited", ...place, seq, rev: edited.rev, actorId: ann.user.user.id },
      ...{ at: expect.any(Number), content: text("first") },
    });
    const shown = { ...place, seq, rev, content: text("first"), editedAt: told.at };
    const { conversationId: _, ...message } = shown;
    expect(await newest(bob)).toMatchObject(message);
    const range = await read(bob, "sync.range", { conversationId, afterRev: rev - 1 });
    expect(range.events).toEqual([expect.objectContaining(shown), told]);
    const [head] = (await read(bob, "inbox.list", {})).heads;
    expect(head.lastMessage).toMatchObject(message);
    expect(await ann.socket.call("message.edit", { ...place, content: text("first") })).toEqual(edited);
    expect(await ann.socket.call("message.send", args)).toMatchObject({ seq, rev });
    const other = { ...args, content: text("first") };
    expect((await refused(ann, "message.send", other)).code).toBe("conflict");
  });

  test("[MSG-40] [INV-13] [SEC-35] only the author edits, and only within the window", async () => {
    const { place, rev } = await say(bob, "mine");
    const edit = { ...place, content: text("yours") };
    expect((await refused(ann, "message.edit", edit)).code).toBe("forbidden");
    expect((await refused(eve, "message.edit", edit)).code).toBe("not_found");
    const blank = { ...place, content: text(" ") };
    expect((await refused(bob, "message.edit", blank)).code).toBe("invalid_arguments");
    await server.runStatement(
      `update log set at = at - ${limits.editWindowMs + 1} where conversation_id = ${conversationId} and rev = ${rev}`,
    );
    expect((await refused(bob, "message.edit", edit)).code).toBe("window_passed");
    await ann.socket.call("message.recall", place);
    expect((await refused(bob, "message.edit", edit)).code).toBe("not_found");
  });

  test("[MSG-40] a message is edited a bounded number of times", async () => {
    const { place } = await say(ann, "0");
    for (let number = 1; number <= limits.editsMax; number += 1) {
      await ann.socket.call("message.edit", { ...place, content: text(String(number)) });
    }
    const more = await refused(ann, "message.edit", { ...place, content: text("one more") });
    expect(more).toMatchObject({ code: "limit_reached", details: { editsMax: limits.editsMax } });
  });

  test("[MSG-41] what it said before is for the author and those who administer the group", async () => {
    const { place } = await say(bob, "one");
    for (const value of ["two", "three"]) {
      await bob.socket.call("message.edit", { ...place, content: text(value) });
    }
    const { edits } = await read(ann, "message.listEdits", place);
    expect(edits.map((edit: { content: unknown }) => edit.content)).toEqual([text("one"), text("two")]);
    expect(await read(bob, "message.listEdits", place)).toEqual({ edits });
    const { place: owners } = await say(ann, "owner's");
    expect((await refused(bob, "message.listEdits", owners)).code).toBe("forbidden");
    expect((await refused(eve, "message.listEdits", place)).code).toBe("not_found");
  });

  test("[MSG-41] [INV-12] a recall erases every text the message ever had, everywhere", async () => {
    const markers = [1, 2, 3].map((number) => `marker-${number}-${Bun.randomUUIDv7()}`);
    const { place, rev } = await say(bob, markers[0] ?? "");
    for (const value of markers.slice(1))
      await bob.socket.call("message.edit", { ...place, content: text(value) });
    await bob.socket.call("message.react", { ...place, emojis: ["👍"] });
    await ann.socket.call("message.pin", place);
    await ann.socket.call("message.save", place);
    await bob.socket.call("message.recall", place);
    const answers = {
      list: await read(ann, "message.list", { conversationId }),
      context: await read(ann, "message.context", place),
      range: await read(ann, "sync.range", { conversationId, afterRev: rev - 1 }),
      heads: await read(ann, "sync.heads", {}),
      inbox: await read(ann, "inbox.list", {}),
      edits: await read(ann, "message.listEdits", place),
      pinned: await read(ann, "message.listPinned", { conversationId }),
      saved: await read(ann, "message.listSaved", {}),
    };
    for (const marker of markers) expect(JSON.stringify(answers)).not.toContain(marker);
    expect(answers.edits).toEqual({ edits: [] });
    expect(answers.pinned.pinned).toEqual([]);
    const message = answers.list.messages.at(-1);
    expect(message).toMatchObject({ id: place.id, content: null });
    for (const field of ["editedAt", "reactions", "pinnedAt"]) expect(message[field]).toBeUndefined();
    const tables = ["log", "message_edits"];
    for (const table of tables) {
      const rows = await server.rows(`select body from ${table} where conversation_id = ${conversationId}`);
      for (const marker of markers) expect(JSON.stringify(rows)).not.toContain(marker);
    }
    for (const operation of ["message.pin", "message.save"]) {
      expect((await refused(ann, operation, place)).code).toBe("not_found");
    }
    expect((await refused(ann, "message.react", { ...place, emojis: ["👍"] })).code).toBe("not_found");
  });

  test("[MSG-41] [MSG-24] who hid a message does not read it in the events of its edits", async () => {
    const { place, rev } = await say(bob, "seen");
    await ann.socket.call("message.hide", { conversationId, ids: [place.id] });
    const marker = `marker-${Bun.randomUUIDv7()}`;
    await bob.socket.call("message.edit", { ...place, content: text(marker) });
    const range = await read(ann, "sync.range", { conversationId, afterRev: rev - 1 });
    expect(JSON.stringify(range)).not.toContain(marker);
    expect(range.events.at(-1)).toMatchObject({ ev: "message.edited", content: null });
  });

  test("[MSG-42] reactions are a set for each user, told and shown alike", async () => {
    const { place, seq } = await say(ann, "react");
    const react = (caller: Caller, emojis: string[]) =>
      caller.socket.call("message.react", { ...place, emojis });
    const [annId, bobId] = [ann.user.user.id, bob.user.user.id];
    await react(bob, ["👍", "❤️", "👍"]);
    const told = await ann.socket.push((push) => push.ev === "message.reacted" && push.id === place.id);
    expect(told).toMatchObject({ seq, actorId: bobId, emojis: ["👍", "❤️"] });
    await react(ann, ["❤️"]);
    expect((await newest(bob)).reactions).toEqual([
      { emoji: "❤️", userIds: [annId, bobId] },
      { emoji: "👍", userIds: [bobId] },
    ]);
    const { lastRev } = await read(ann, "sync.range", { conversationId, afterRev: 0 });
    await react(bob, ["❤️", "👍"]);
    expect((await read(ann, "sync.range", { conversationId, afterRev: lastRev })).events).toEqual([]);
    await react(bob, []);
    expect((await newest(ann)).reactions).toEqual([{ emoji: "❤️", userIds: [annId] }]);
    await react(ann, []);
    expect((await newest(ann)).reactions).toBeUndefined();
  });

  test("[MSG-42] what is no emoji, or one too many, is refused", async () => {
    const { place, rev } = await say(ann, "react");
    for (const emojis of [["ok"], ["👍👍"], ["<b>"], [""], ["👍", "no"]]) {
      const answer = await refused(bob, "message.react", { ...place, emojis });
      expect([emojis, answer.code]).toEqual([emojis, "invalid_arguments"]);
    }
    const many = ["👍", "❤️", "🎉", "👀", "🙏", "🔥"].slice(0, limits.reactionsOfUserMax + 1);
    expect((await refused(bob, "message.react", { ...place, emojis: many })).code).toBe("invalid_arguments");
    await bob.socket.call("message.react", { ...place, emojis: many.slice(1) });
    const userIds = Array.from({ length: limits.reactionsMax }, (_, index) => 1_000_000 + index);
    const extra = JSON.stringify({ reactions: [{ emoji: "👍", userIds }] });
    await server.runStatement(
      `update log set extra = '${extra}' where conversation_id = ${conversationId} and rev = ${rev}`,
    );
    const full = await refused(bob, "message.react", { ...place, emojis: ["👍"] });
    expect(full).toMatchObject({ code: "limit_reached", details: { reactionsMax: limits.reactionsMax } });
  });

  test("[MSG-45] messages are pinned once, listed pinned last first, and taken off", async () => {
    const [one, two] = [await say(bob, "one"), await say(bob, "two")];
    for (const { place } of [one, two, one]) await ann.socket.call("message.pin", place);
    const told = await bob.socket.push((push) => push.ev === "message.pinned" && push.id === one.place.id);
    expect(told).toMatchObject({ seq: one.seq, actorId: ann.user.user.id });
    const ids = (page: { pinned: { message: { id: string } }[] }) =>
      page.pinned.map(({ message }) => message.id);
    const all = await read(bob, "message.listPinned", { conversationId });
    expect(ids(all).slice(0, 2)).toEqual([two.place.id, one.place.id]);
    expect(all.pinned[1]).toMatchObject({
      ...{ pinnedAt: told.at, pinnedBy: ann.user.user.id },
      message: { pinnedAt: told.at, content: text("one") },
    });
    const first = await read(bob, "message.listPinned", { conversationId, limit: 1 });
    expect(ids(first)).toEqual([two.place.id]);
    const second = await read(bob, "message.listPinned", { conversationId, limit: 1, before: first.next });
    expect(ids(second)).toEqual([one.place.id]);
    await bob.socket.call("message.hide", { conversationId, ids: [two.place.id] });
    expect(ids(await read(bob, "message.listPinned", { conversationId }))).not.toContain(two.place.id);
    for (const _ of [1, 2]) await ann.socket.call("message.unpin", one.place);
    await bob.socket.push((push) => push.ev === "message.unpinned" && push.id === one.place.id);
    expect(ids(await read(ann, "message.listPinned", { conversationId }))).not.toContain(one.place.id);
    expect(bob.socket.pushes.filter(({ id }) => id === one.place.id).map(({ ev }) => ev)).toEqual([
      "message.sent",
      "message.pinned",
      "message.unpinned",
    ]);
    expect((await refused(eve, "message.listPinned", { conversationId })).code).toBe("not_found");
  });

  test("[MSG-45] who may pin is the group's to say, and between two people both may", async () => {
    const { place } = await say(bob, "mine to pin");
    expect((await refused(bob, "message.pin", place)).code).toBe("forbidden");
    expect((await refused(bob, "message.unpin", place)).code).toBe("forbidden");
    await ann.socket.call("group.update", { conversationId, settings: { pin: "everyone" } });
    await bob.socket.call("message.pin", place);
    const { conversation } = await bob.socket.call("conversation.openDirect", { userId: eve.user.user.id });
    const { place: direct } = await say(bob, "between us", conversation.id);
    await eve.socket.call("message.pin", direct);
  });

  test("[MSG-45] one more than may be pinned is refused", async () => {
    const { conversation } = await ann.socket.call("group.create", { memberIds: [] });
    const { place } = await say(ann, "pin me", conversation.id);
    const values = Array.from(
      { length: limits.pinnedMessagesMax },
      (_, index) => `(${conversation.id}, ${900 + index}, 1, 1)`,
    );
    await server.runStatement(
      `insert into pinned_messages (conversation_id, rev, pinned_by, pinned_at) values ${values.join(", ")}`,
    );
    const full = await refused(ann, "message.pin", place);
    expect(full).toMatchObject({
      ...{ code: "limit_reached", details: { pinnedMessagesMax: limits.pinnedMessagesMax } },
    });
  });

  test("[MSG-43] who may not write may not change messages either; readers may react", async () => {
    const { conversation } = await ann.socket.call("group.create", { memberIds: [bob.user.user.id] });
    const { place } = await say(bob, "quiet", conversation.id);
    const group = { conversationId: conversation.id };
    const edit = { ...place, content: text("loud") };
    const react = { ...place, emojis: ["👍"] };
    await ann.socket.call("group.update", { ...group, settings: { isBroadcast: true, pin: "everyone" } });
    expect((await refused(bob, "message.edit", edit)).code).toBe("forbidden");
    expect((await refused(bob, "message.pin", place)).code).toBe("forbidden");
    await bob.socket.call("message.react", react);
    await ann.socket.call("group.muteAll", { ...group, isMuted: true });
    expect((await refused(bob, "message.react", { ...place, emojis: ["👀"] })).code).toBe("forbidden");
  });
});
