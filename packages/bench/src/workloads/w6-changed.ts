/**
 * W6 where people do more than write: pages of 50 at random depth among 20,000 messages, then among the same after one
 * in five was reacted to, edited or recalled, and then while that goes on, 200 changes a second.
 */
import type { LatencySummary } from "../loader/latency.ts";
import { markedText, messageIds } from "../loader/marker.ts";
import { runOpenLoop } from "../loader/open-loop.ts";
import { callTogether, forEachIndex, openSessions } from "../loader/session.ts";
import type { WireSocket } from "../loader/wire-socket.ts";
import { serverCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { type SeededUser, type SeedPlan, seededStore, workingCopy } from "../process/seeded-store.ts";
import { HistoryReader } from "./history-reader.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

const plan: SeedPlan = { users: 100, directsPerUser: 2, messages: 0 };
const messagesEach = 200;
const readers = 100;
const warmP99GoalMs = 2;
const ratioGoal = 2;
const changesPerSecond = 200;
const callsTogether = 20;
const writersAtOnce = 20;

interface Written {
  readonly socket: WireSocket;
  readonly conversationId: number;
  readonly ids: readonly string[];
}

/** Everybody fills the conversation with the neighbour before them. */
async function write(sockets: readonly WireSocket[], users: readonly SeededUser[]): Promise<Written[]> {
  const nextId = messageIds();
  let count = 0;
  const written = users.map((user, index): Written => {
    const ids = Array.from({ length: messagesEach }, () => nextId(count++));
    return {
      socket: sockets[index] as WireSocket,
      conversationId: user.directs[0]?.conversationId ?? 0,
      ids,
    };
  });
  await forEachIndex(written.length, writersAtOnce, async (index) => {
    const { conversationId, ids, socket } = written[index] as Written;
    for (let from = 0; from < ids.length; from += callsTogether) {
      const messages = ids.slice(from, from + callsTogether).map((id) => {
        const content = { type: "text", text: markedText(0, index, 128) };
        return { conversationId, id, content };
      });
      await callTogether(socket, "message.send", messages);
    }
  });
  return written;
}

interface Change {
  readonly op: string;
  readonly args: Record<string, unknown>;
}

/** What happens to the message at this place; null for four of five. */
function changeOf(conversationId: number, id: string, place: number): Change | null {
  const message = { conversationId, id };
  switch (place % 20) {
    case 3:
    case 11:
      return { op: "message.react", args: { ...message, emojis: ["👍"] } };
    case 7:
      return {
        op: "message.edit",
        args: { ...message, content: { type: "text", text: `changed ${place}` } },
      };
    case 17:
      return { op: "message.recall", args: message };
    default:
      return null;
  }
}

async function change(written: readonly Written[]): Promise<number> {
  let changed = 0;
  await forEachIndex(written.length, writersAtOnce, async (index) => {
    const { conversationId, ids, socket } = written[index] as Written;
    const changes = ids.flatMap((id, place) => changeOf(conversationId, id, place) ?? []);
    for (const op of new Set(changes.map((one) => one.op))) {
      const argsList = changes.filter((one) => one.op === op).map(({ args }) => args);
      for (let from = 0; from < argsList.length; from += callsTogether) {
        await callTogether(socket, op, argsList.slice(from, from + callsTogether));
      }
    }
    changed += changes.length;
  });
  return changed;
}

/** Reactions given and taken back, so that nothing runs out. */
async function keepChanging(written: readonly Written[], durationMs: number): Promise<void> {
  await runOpenLoop({
    ratePerSecond: changesPerSecond,
    durationMs,
    send(index) {
      const { conversationId, ids, socket } = written[index % written.length] as Written;
      const id = ids[(index * 7) % ids.length];
      const emojis = index % 2 === 0 ? ["❤"] : [];
      socket.sendText(
        JSON.stringify({ id: index + 1, op: "message.react", args: { conversationId, id, emojis } }),
      );
    },
  });
}

function report(
  context: WorkloadContext,
  what: string,
  { p50Ms, p99Ms, p999Ms }: LatencySummary,
  plain?: LatencySummary,
): void {
  const setting = "20,000 messages in 100 conversations, server on core 0";
  const note = `p50 ${p50Ms.toFixed(2)}, p99.9 ${p999Ms.toFixed(2)} ms`;
  const goal = { kind: "at most", value: warmP99GoalMs } as const;
  context.report({
    setting,
    what: `page of 50, one at a time, ${what}, p99`,
    value: p99Ms,
    unit: "ms",
    goal,
    note,
  });
  if (plain === undefined) return;
  context.report({
    setting,
    what: `p99 ${what} to that of messages nobody changed`,
    value: p99Ms / plain.p99Ms,
    unit: "times",
    goal: { kind: "at most", value: ratioGoal },
    note: `p50 ${(p50Ms / plain.p50Ms).toFixed(2)} times`,
  });
}

export const changedHistory: Workload = {
  name: "W6-changed",
  summary: "pages of history with reactions, edits and recalls",
  deadlineMs: 240_000,
  async run(context) {
    const data = workingCopy(context.cacheFolder, await seededStore(context.cacheFolder, plan));
    const server = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores });
    try {
      const sockets = await openSessions(
        server.target,
        data.users.map((user) => user.accessToken),
      );
      const written = await write(sockets, data.users);
      const filled = data.users.map((user) => ({
        ...user,
        directs: user.directs.slice(0, 1).map((direct) => ({ ...direct, lastSeq: messagesEach })),
      }));
      const reader = await HistoryReader.open(server, filled, readers);
      const pages = context.isQuick ? 200 : 8_000;
      await reader.readSequentially(pages);
      const plain = await reader.readSequentially(pages);
      report(context, "of messages nobody changed", plain);
      context.log(`${await change(written)} messages were changed`);
      await reader.readSequentially(pages / 4);
      const changed = await reader.readSequentially(pages);
      report(context, "one in five changed", changed, plain);
      const changing = keepChanging(written, context.isQuick ? 500 : 8_000);
      const busy = await reader.readSequentially(pages);
      await changing;
      report(context, `during ${changesPerSecond} changes a second`, busy, plain);
      reader.close();
      for (const socket of sockets) socket.end();
    } finally {
      await server.stop();
      data.dispose();
    }
  },
};
