/**
 * Going out, coming in again and sending, all at the same moment, by every way in and out (INV-15). As many rounds as
 * PARLEY_TEST_RACES says for each way: 60 in the suite.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { adminCaller } from "./support/admin.ts";
import { type Caller, newCaller } from "./support/both-transports.ts";
import { idOf, say } from "./support/groups.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const rounds = Number(process.env.PARLEY_TEST_RACES ?? 60);
/** Logs stay short enough to be read in a few pages. */
const roundsPerLog = 60;

interface Arena {
  readonly conversationId: number;
  readonly boss: Caller;
  readonly victim: Caller;
  readonly witness: Caller;
  readonly goOut: () => Promise<unknown>;
  readonly comeIn: () => Promise<unknown>;
}

interface LogEvent {
  readonly ev: string;
  readonly rev: number;
  readonly senderId?: number;
  readonly userId?: number;
  readonly members?: readonly { readonly userId: number }[];
  readonly memberIds?: readonly number[];
  readonly member?: { readonly userId: number; readonly status: string };
}

describe("coming in, going out and sending at once", () => {
  let server: TestServer;
  let admin: Caller;

  beforeAll(async () => {
    server = await startTestServer();
    admin = await adminCaller(server);
  });
  afterAll(() => server.stop());

  const newThree = async () => ({
    boss: await newCaller(server, "owner"),
    victim: await newCaller(server, "victim"),
    witness: await newCaller(server, "witness"),
  });

  async function newArena(comeInBy: "invite" | "door", outBy: "remove" | "leave" | "lock"): Promise<Arena> {
    const { boss, victim, witness } = await newThree();
    const memberIds = [idOf(victim), idOf(witness)];
    const { conversation } = await boss.socket.call("group.create", { memberIds });
    const conversationId = conversation.id;
    await boss.socket.call("group.update", { conversationId, settings: { join: "open" } });
    const { code } = await boss.socket.call("invite.create", { conversationId, uses: 1_000 });
    const target = { conversationId, userId: idOf(victim) };
    const { socket } = victim;
    const lock = (isLocked: boolean) => boss.socket.exchange("member.lock", { ...target, isLocked });
    const ways = {
      remove: () => boss.socket.exchange("member.remove", target),
      leave: () => socket.exchange("group.leave", { conversationId }),
      lock: () => lock(true),
      invite: () => socket.exchange("invite.accept", { code }),
      door: () => socket.exchange("group.join", { conversationId }),
    };
    const comeIn = outBy === "lock" ? () => lock(false) : ways[comeInBy];
    return { conversationId, boss, victim, witness, goOut: ways[outBy], comeIn };
  }

  async function lobbyArena(): Promise<Arena> {
    const { victim, witness } = await newThree();
    const boss = { user: admin.user, socket: await server.connect(admin.user) };
    const open = ({ socket }: Caller) => socket.exchange("conversation.openLobby", {});
    const conversationId: number = (await open(boss)).ok.conversation.id;
    // So that the log says who comes.
    await boss.socket.call("group.update", { conversationId, settings: { hidesMembers: false } });
    for (const caller of [victim, witness]) await open(caller);
    const goOut = () => victim.socket.exchange("group.leave", { conversationId });
    return { conversationId, boss, victim, witness, goOut, comeIn: () => open(victim) };
  }

  const send = ({ socket }: Caller, conversationId: number) =>
    socket.exchange("message.send", {
      ...{ conversationId, id: Bun.randomUUIDv7() },
      content: { type: "text", text: "race" },
    });

  async function race({ conversationId, boss, victim, witness, goOut, comeIn }: Arena, round: number) {
    const steps = [
      () => send(witness, conversationId),
      goOut,
      () => send(victim, conversationId),
      comeIn,
      () => send(boss, conversationId),
      () => send(victim, conversationId),
      goOut,
      () => send(witness, conversationId),
    ];
    const turn = round % steps.length;
    await Promise.all([...steps.slice(turn), ...steps.slice(0, turn)].map((step) => step()));
    await comeIn();
  }

  async function wholeLog({ boss, conversationId }: Arena): Promise<LogEvent[]> {
    const log: LogEvent[] = [];
    for (;;) {
      const afterRev = log.at(-1)?.rev ?? 0;
      const args = { conversationId, afterRev, limit: 500 };
      const { events, lastRev } = await boss.socket.call("sync.range", args);
      log.push(...events);
      if (events.length === 0 || log.at(-1)?.rev === lastRev) return log;
    }
  }

  /** Replays who was in it when: what they sent and what they were told lies there, to the event that put them out. */
  async function check(arena: Arena): Promise<number> {
    const { conversationId, boss, victim } = arena;
    const victimId = idOf(victim);
    await say(boss, conversationId, "last");
    await victim.socket.push((push) => push.content?.text === "last");
    const told = victim.socket.pushes.filter(
      (push) => push.conversationId === conversationId && push.rev > 0,
    );
    const toldRevs = new Set<number>(told.map(({ rev }) => rev));
    let isIn = false;
    let outs = 0;
    for (const event of await wholeLog(arena)) {
      const wasIn = isIn;
      if (event.memberIds?.includes(victimId) || event.members?.some(({ userId }) => userId === victimId)) {
        isIn = true;
      }
      if (event.ev === "member.removed" && event.userId === victimId) isIn = false;
      if (event.member?.userId === victimId) isIn = event.member.status !== "locked";
      if (wasIn && !isIn) outs += 1;
      if (event.senderId === victimId) expect([event.rev, wasIn]).toEqual([event.rev, true]);
      expect([event.rev, toldRevs.has(event.rev)]).toEqual([event.rev, wasIn || isIn]);
    }
    return outs;
  }

  for (const [title, open] of [
    ["removed, and back by an invitation", () => newArena("invite", "remove")],
    ["removed, and back through an open door", () => newArena("door", "remove")],
    ["gone by themselves, and back", () => newArena("door", "leave")],
    ["shut out, and let in", () => newArena("door", "lock")],
    ["out of the lobby, and back", lobbyArena],
  ] as const) {
    test(
      `[INV-15] [GRP-14] [GRP-15] ${title}, in ${rounds} races a member is told what was while they were in, and nothing else`,
      async () => {
        let outs = 0;
        for (let done = 0; done < rounds; done += roundsPerLog) {
          const arena = await open();
          for (let round = 0; round < Math.min(roundsPerLog, rounds - done); round += 1)
            await race(arena, round);
          outs += await check(arena);
          for (const { socket } of [arena.victim, arena.witness, arena.boss]) socket.close();
        }
        expect(outs).toBeGreaterThanOrEqual(rounds);
      },
      Math.max(60_000, rounds * 60),
    );
  }
});
