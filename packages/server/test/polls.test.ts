import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Caller, newCaller, readByBoth, refusedByBoth } from "./support/both-transports.ts";
import { idOf, newTestGroup } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("polls", () => {
  let server: TestServer;
  let ann: Caller;
  let bob: Caller;
  let cat: Caller;
  let eve: Caller;
  /** Ann's group, with Bob and Cat. */
  let conversationId: number;

  beforeAll(async () => {
    server = await startTestServer();
    const group = await newTestGroup(server, 2);
    [ann, conversationId] = [group.owner, group.conversationId];
    [bob = ann, cat = ann] = group.members;
    eve = await newCaller(server, "eve");
  });
  afterAll(() => server.stop());

  async function poll(more: object = {}, from = bob) {
    const content = { type: "poll", question: "Tea?", options: ["yes", "no", "later"], ...more };
    const id = Bun.randomUUIDv7();
    const { rev } = await from.socket.call("message.send", { conversationId, id, content });
    return { conversationId, id, rev: rev as number };
  }
  type Place = Awaited<ReturnType<typeof poll>>;
  const at = ({ id }: Place) => ({ conversationId, id });
  const vote = (caller: Caller, place: Place, ...choice: number[]) =>
    caller.socket.call("poll.vote", { ...at(place), choice });
  const refused = async (caller: Caller, operation: string, args: object) =>
    (await refusedByBoth(server, caller, operation, args)).code;
  const messageOf = async (place: Place) =>
    (await readByBoth(server, cat, "message.context", at(place))).messages.find(
      (message: { id: string }) => message.id === place.id,
    );
  const eventsSince = async ({ rev }: Place) =>
    (await readByBoth(server, cat, "sync.range", { conversationId, afterRev: rev })).events;

  test("[POLL-2] [POLL-3] [INV-14] votes are counted, changed and taken back, and told as they then stand", async () => {
    const place = await poll();
    expect((await vote(bob, place, 1)).poll).toEqual({ votes: [0, 1, 0], voterCount: 1 });
    await vote(bob, place, 1);
    await vote(cat, place, 1);
    expect((await vote(bob, place, 2)).poll).toEqual({ votes: [0, 1, 1], voterCount: 2 });
    expect((await vote(cat, place)).poll).toEqual({ votes: [0, 0, 1], voterCount: 1 });
    const events = await eventsSince(place);
    expect(events.map(({ ev }: { ev: string }) => ev)).toEqual(Array(4).fill("message.pollChanged"));
    expect((await messageOf(place)).poll).toEqual(events.at(-1).poll);
    expect(events.at(-1)).toMatchObject({ id: place.id, actorId: idOf(cat) });
    expect(await readByBoth(server, bob, "poll.get", at(place))).toEqual({
      poll: { votes: [0, 0, 1], voterCount: 1 },
      choice: [2],
    });
    expect((await readByBoth(server, cat, "poll.get", at(place))).choice).toEqual([]);
  });

  test("[POLL-2] one option or several, as the poll says, and none that is not there", async () => {
    const [single, multiple] = [await poll(), await poll({ isMultiple: true })];
    for (const choice of [[3], [0, 1], [0, 0]]) {
      expect(await refused(bob, "poll.vote", { ...at(single), choice })).toBe("invalid_arguments");
    }
    expect((await vote(bob, multiple, 2, 0)).poll).toEqual({ votes: [1, 0, 1], voterCount: 1 });
    expect((await vote(cat, multiple, 0)).poll).toEqual({ votes: [2, 0, 1], voterCount: 2 });
    const page = (more: object) =>
      readByBoth(server, ann, "poll.listVoters", { ...at(multiple), option: 0, ...more });
    const ids = [idOf(bob), idOf(cat)].sort((left, right) => left - right);
    expect(await page({})).toEqual({ userIds: ids });
    expect(await page({ limit: 1 })).toEqual({ userIds: ids.slice(0, 1) });
    expect(await page({ after: ids[0] })).toEqual({ userIds: ids.slice(1) });
    expect(await page({ option: 1 })).toEqual({ userIds: [] });
  });

  test("[POLL-2] however many vote at once, nobody counts twice", async () => {
    const place = await poll();
    const votes = [ann, bob, cat].flatMap((caller) =>
      Array.from({ length: 20 }, (_, turn) => vote(caller, place, turn % 3)),
    );
    await Promise.all(votes);
    const { poll: result } = await messageOf(place);
    expect(result.voterCount).toBe(3);
    expect(result.votes.reduce((sum: number, count: number) => sum + count)).toBe(3);
    const lists = [0, 1, 2].map((option) =>
      readByBoth(server, ann, "poll.listVoters", { ...at(place), option }),
    );
    expect((await Promise.all(lists)).map(({ userIds }) => userIds.length)).toEqual(result.votes);
  });

  test("[POLL-4] of an anonymous poll nobody learns who voted", async () => {
    const place = await poll({ isAnonymous: true });
    await vote(cat, place, 0);
    expect(await refused(ann, "poll.listVoters", { ...at(place), option: 0 })).toBe("forbidden");
    expect(await refused(bob, "poll.listVoters", { ...at(place), option: 0 })).toBe("forbidden");
    const [event] = await eventsSince(place);
    expect(event.actorId).toBe(0);
    expect(JSON.stringify([event, await messageOf(place)])).not.toMatch(new RegExp(`\\b${idOf(cat)}\\b`));
    expect((await readByBoth(server, cat, "poll.get", at(place))).choice).toEqual([0]);
  });

  test("[POLL-1] a poll is closed by its author and those over them, or by itself", async () => {
    const place = await poll();
    await vote(cat, place, 0);
    expect(await refused(cat, "poll.close", at(place))).toBe("forbidden");
    const closed = await bob.socket.call("poll.close", at(place));
    expect(closed.poll).toEqual({ votes: [1, 0, 0], voterCount: 1, closedAt: expect.any(Number) });
    expect(await ann.socket.call("poll.close", at(place))).toEqual(closed);
    expect(await refused(cat, "poll.vote", { ...at(place), choice: [1] })).toBe("window_passed");
    expect((await messageOf(place)).poll).toEqual(closed.poll);
    const ofAnn = await poll({}, ann);
    expect(await refused(bob, "poll.close", at(ofAnn))).toBe("forbidden");
    const closesAt = Date.now() + 3_600_000;
    const timed = await poll({ closesAt });
    await vote(cat, timed, 1);
    const over = Date.now() - 1;
    await server.runStatement(`update log set body = replace(body, '${closesAt}', '${over}')`);
    expect(await refused(cat, "poll.vote", { ...at(timed), choice: [0] })).toBe("window_passed");
    const content = { type: "poll", question: "Late?", options: ["a", "b"], closesAt: over };
    const late = { conversationId, id: Bun.randomUUIDv7(), content };
    expect(await refused(bob, "message.send", late)).toBe("invalid_arguments");
  });

  test("[POLL-2] [MSG-43] [SEC-01] who may not react does not vote, and who does not see it learns nothing", async () => {
    const place = await poll();
    expect(await refused(eve, "poll.vote", { ...at(place), choice: [0] })).toBe("not_found");
    expect(await refused(eve, "poll.get", at(place))).toBe("not_found");
    await ann.socket.call("group.muteAll", { conversationId, isMuted: true });
    expect(await refused(cat, "poll.vote", { ...at(place), choice: [0] })).toBe("forbidden");
    expect(await refused(bob, "poll.close", at(place))).toBe("forbidden");
    await ann.socket.call("group.muteAll", { conversationId, isMuted: false });
    const text = { type: "text", text: "no poll" };
    const id = Bun.randomUUIDv7();
    await ann.socket.call("message.send", { conversationId, id, content: text });
    expect(await refused(bob, "poll.get", { conversationId, id })).toBe("not_found");
  });

  test("[POLL-5] [INV-12] recalling erases the votes; forwarded, a poll begins anew", async () => {
    const place = await poll();
    await vote(cat, place, 0);
    const newId = Bun.randomUUIDv7();
    const forward = { ids: [place.id], toConversationId: conversationId, newIds: [newId] };
    await ann.socket.call("message.forward", { conversationId, ...forward });
    expect((await messageOf({ ...place, id: newId })).poll).toBeUndefined();
    await bob.socket.call("message.recall", at(place));
    expect(await refused(cat, "poll.vote", { ...at(place), choice: [1] })).toBe("not_found");
    expect(await messageOf(place)).toMatchObject({ content: null });
    expect(await server.rows(`select user_id from poll_votes where rev = ${place.rev}`)).toEqual([]);
  });
});
