/**
 * Removing and sending at the same moment (INV-15). As many rounds as PARLEY_TEST_RACES says: 500 in the suite, 10,000 by
 * `PARLEY_TEST_RACES=10000 npx bun test packages/server/test/membership-races.test.ts --timeout 600000`.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Caller, newCaller } from "./support/both-transports.ts";
import { idOf, say } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const rounds = Number(process.env.PARLEY_TEST_RACES ?? 500);
/** Rounds that run at the same time, each with people of its own. */
const lanes = 5;

describe("removing and sending at once", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  interface Trio {
    readonly owner: Caller;
    readonly victim: Caller;
    readonly witness: Caller;
    readonly conversationId: number;
  }

  async function newTrio(): Promise<Trio> {
    const [owner, victim, witness] = [
      await newCaller(server, "owner"),
      await newCaller(server, "victim"),
      await newCaller(server, "witness"),
    ];
    const memberIds = [idOf(victim), idOf(witness)];
    const { conversation } = await owner.socket.call("group.create", { memberIds });
    return { owner, victim, witness, conversationId: conversation.id };
  }

  /** All at once: the removal, messages of all three, and the victim's look at what there is. */
  async function race({ owner, victim, witness, conversationId }: Trio, round: number): Promise<void> {
    const userId = idOf(victim);
    const send = async (from: Caller) => {
      const content = { type: "text", text: `round ${round}` };
      const message = { conversationId, id: Bun.randomUUIDv7(), content };
      for (;;) {
        const answer = await from.socket.exchange("message.send", message);
        // The conversation was locked for long, on a machine that stood still: any client sends it again.
        if (answer.error?.code !== "unavailable") return answer;
      }
    };
    const range = () => victim.socket.exchange("sync.range", { conversationId, afterRev: 0, limit: 500 });
    const steps = [
      () => send(witness),
      () => send(victim),
      () => owner.socket.exchange("member.remove", { conversationId, userId }),
      () => send(victim),
      () => send(witness),
      range,
      () => send(owner),
    ];
    // Another order each time.
    const turn = round % steps.length;
    const answers = await Promise.all([...steps.slice(turn), ...steps.slice(0, turn)].map((step) => step()));
    const removed = answers.find((answer) => answer.ok?.conversation !== undefined);
    expect(removed).toBeDefined();
    // After the answer to the removal nothing of the victim's is taken.
    expect((await send(victim)).error?.code).toBe("not_found");
    await say(owner, conversationId, `after ${round}`);
    await witness.socket.push((push) => push.content?.text === `after ${round}`);
    const told = await victim.socket.push(
      (push) => push.ev === "member.removed" && push.conversationId === conversationId && !seen.has(push),
    );
    seen.add(told);
    const barrier: number = told.rev;
    const { events } = await witness.socket.call("sync.range", {
      conversationId,
      afterRev: barrier - 1,
      limit: 500,
    });
    expect(events[0]).toMatchObject({ ev: "member.removed", userId, rev: barrier });
    for (const event of events) expect(event.senderId).not.toBe(userId);
    for (const answer of answers) {
      for (const event of answer.ok?.events ?? []) expect(event.rev).toBeLessThanOrEqual(barrier);
      if (answer.ok?.lastRev !== undefined) expect(answer.ok.lastRev).toBeLessThanOrEqual(barrier);
    }
    const { addedIds } = await owner.socket.call("member.add", { conversationId, userIds: [userId] });
    expect(addedIds).toEqual([userId]);
    const back = await victim.socket.push(
      (push) => push.ev === "member.added" && push.conversationId === conversationId && push.rev > barrier,
    );
    // Between the two nothing was told to the victim, on any of what is theirs.
    const between = victim.socket.pushes.filter(
      (push) => push.conversationId === conversationId && push.rev > barrier && push.rev < back.rev,
    );
    expect(between).toEqual([]);
    // Told in the order of numbers: nothing from between can come any more.
    for (const { socket } of [owner, victim, witness]) socket.pushes.length = 0;
  }
  const seen = new WeakSet<object>();

  test(
    `[INV-15] [GRP-14] in ${rounds} races nothing of after the removal reaches who was removed, and nothing of theirs gets in`,
    async () => {
      let round = 0;
      const work = async () => {
        let trio = await newTrio();
        for (let turn = 0; round < rounds; turn += 1) {
          round += 1;
          // Logs stay short enough to be read whole.
          if (turn % 40 === 39) {
            for (const { socket } of [trio.owner, trio.victim, trio.witness]) socket.close();
            trio = await newTrio();
          }
          await race(trio, round);
        }
      };
      await Promise.all(Array.from({ length: lanes }, work));
    },
    Math.max(120_000, rounds * 60),
  );
});
