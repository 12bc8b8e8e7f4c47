/**
 * W5: 10,000 clients were away while each missed 50 messages of one conversation; the server is killed (kill -9) and
 * started again; all come back with 0-2 s jitter and catch up by their cursors: `hello`, `sync.heads`, `sync.range`.
 * Each client's messages are counted; on one in fifty every number is checked.
 */
import { LatencyRecorder, nowUs } from "../loader/latency.ts";
import { findMarker, markedText, markerBytes, messageIds } from "../loader/marker.ts";
import { SequenceChecker } from "../loader/sequence-checker.ts";
import { call, callTogether, forEachIndex, frameItems, helloText, openSession } from "../loader/session.ts";
import { WireSocket } from "../loader/wire-socket.ts";
import { serverCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { watchCpu } from "../process/process-figures.ts";
import { type SeededUser, seededStore, workingCopy } from "../process/seeded-store.ts";
import { crowdPlan } from "./crowd.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

const missedEach = 50;
const jitterMs = 2_000;
const completeGoalMs = 5_000;
const readyGoalMs = 300;
const clientTimeoutMs = 60_000;
const checkedEvery = 50;
const feedersAtOnce = 50;
const rangeId = 3;

interface Absentee {
  readonly slot: number;
  readonly user: SeededUser;
  readonly conversationId: number;
  cursor: string;
  knownRev: number;
}

interface Heads {
  readonly heads: readonly { readonly conversation: { readonly id: number }; readonly lastRev: number }[];
  readonly cursor: string;
}

/** What a client knew before it went away. */
async function rememberPosition(server: ParleyServer, absentee: Absentee): Promise<void> {
  const socket = await openSession(absentee.slot, server.target, absentee.user.accessToken);
  const inbox = await call<Heads>(socket, "sync.heads", {});
  const head = inbox.heads.find((candidate) => candidate.conversation.id === absentee.conversationId);
  if (head === undefined) throw new Error("a client does not see its own group");
  absentee.cursor = inbox.cursor;
  absentee.knownRev = head.lastRev;
  socket.end();
}

/** One member of each group sends what the others miss. */
async function feed(server: ParleyServer, feeders: readonly SeededUser[]): Promise<void> {
  const nextId = messageIds();
  let index = 0;
  await forEachIndex(feeders.length, feedersAtOnce, async (slot) => {
    const feeder = feeders[slot];
    const socket = await openSession(slot, server.target, feeder?.accessToken ?? "");
    const conversationId = feeder?.groups[0]?.conversationId;
    for (let message = 0; message < missedEach; message += 10) {
      const messages = Array.from({ length: 10 }, () => {
        const text = markedText(nowUs(), slot, 128);
        return { conversationId, id: nextId(index++), content: { type: "text", text } };
      });
      await callTogether(socket, "message.send", messages);
    }
    socket.end();
  });
}

interface ReturnOutcome {
  /** Since the restarted process was started. */
  readonly latency: LatencyRecorder;
  readonly order: SequenceChecker;
  loaderShare: number;
  wrongCount: number;
  readonly failures: string[];
}

/** One client's way back: hello, what changed, the missing range. */
async function comeBack(
  server: ParleyServer,
  absentee: Absentee,
  startedUs: number,
  outcome: ReturnOutcome,
): Promise<void> {
  const socket = new WireSocket(absentee.slot);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error("not complete in time")), clientTimeoutMs);
  const { conversationId, cursor, knownRev } = absentee;
  const steps = [
    JSON.stringify({ id: 2, op: "sync.heads", args: { since: cursor } }),
    JSON.stringify({
      id: rangeId,
      op: "sync.range",
      args: { conversationId, afterRev: knownRev, limit: 200 },
    }),
  ];
  socket.onClose = () => reject(new Error(`closed with ${socket.closeCode}`));
  socket.onFrame = (_, bytes, start, end) => {
    const next = steps.shift();
    if (next !== undefined) return socket.sendAscii(next);
    let count = 0;
    for (let at = findMarker(bytes, start, end); at >= 0; at = findMarker(bytes, at + markerBytes, end))
      count++;
    if (count !== missedEach) outcome.wrongCount++;
    if (absentee.slot % checkedEvery === 0)
      checkRange(absentee, frameItems(bytes, start, end), outcome.order);
    resolve();
  };
  try {
    await socket.open(server.target);
    socket.sendAscii(helloText(absentee.user.accessToken));
    await promise;
    outcome.latency.recordUs(nowUs() - startedUs);
  } catch (error) {
    outcome.failures.push(error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
    socket.onClose = () => {};
    socket.end();
  }
}

function checkRange(absentee: Absentee, items: readonly unknown[], order: SequenceChecker): void {
  const reply = items[0] as { id?: number; ok?: { events: readonly { rev: number }[]; lastRev: number } };
  const stream = String(absentee.slot);
  order.expectFrom(stream, absentee.knownRev);
  for (const event of reply.ok?.events ?? []) order.check(stream, event.rev);
  if (reply.id !== rangeId || reply.ok?.lastRev !== absentee.knownRev + missedEach)
    order.check(stream, absentee.knownRev);
}

async function returnAll(server: ParleyServer, absentees: readonly Absentee[]): Promise<ReturnOutcome> {
  const readyUs = nowUs();
  const startedUs = readyUs - server.readyMs * 1000;
  const outcome: ReturnOutcome = {
    latency: new LatencyRecorder(),
    order: new SequenceChecker(),
    loaderShare: 0,
    wrongCount: 0,
    failures: [],
  };
  const endLoader = watchCpu(process.pid);
  await Promise.all(
    absentees.map(async (absentee) => {
      // Even spread in an order unlike that of the groups.
      const share = ((absentee.slot * 7919) % absentees.length) / absentees.length;
      await Bun.sleep(share * jitterMs);
      await comeBack(server, absentee, startedUs, outcome);
    }),
  );
  outcome.loaderShare = endLoader().shareOfCore;
  return outcome;
}

function reportReturn(
  context: WorkloadContext,
  server: ParleyServer,
  outcome: ReturnOutcome,
  clients: number,
): void {
  const setting = `${clients} clients, ${missedEach} missed messages each, fsync, server on core 0`;
  const { p50Ms, p99Ms, maxMs, count } = outcome.latency.summary();
  const { checked, lost, duplicate, reordered } = outcome.order.faults();
  const failed = outcome.failures.length;
  context.report({
    setting,
    what: "all complete after the restart, 0-2 s jitter included",
    value: count === clients ? maxMs : Number.POSITIVE_INFINITY,
    unit: "ms",
    goal: { kind: "at most", value: completeGoalMs },
    note: `half after ${Math.round(p50Ms)} ms, 99 % after ${Math.round(p99Ms)} ms; loader ${Math.round(100 * outcome.loaderShare)} %; ${failed} failed${failed === 0 ? "" : `, first: ${outcome.failures[0]}`}`,
  });
  context.report({
    setting,
    what: "clients with lost or duplicate messages",
    value: outcome.wrongCount + lost + duplicate + reordered,
    unit: "clients",
    goal: { kind: "at most", value: 0 },
    note: `counted on all, every number checked on ${Math.round(checked / missedEach)}`,
  });
  context.report({
    setting,
    what: "process ready after kill -9",
    value: server.readyMs,
    unit: "ms",
    goal: { kind: "at most", value: readyGoalMs },
  });
}

export const restart: Workload = {
  name: "W5",
  summary: "server killed, 10,000 clients resume",
  deadlineMs: 300_000,
  async run(context) {
    const plan = crowdPlan(context.isQuick);
    const data = workingCopy(context.cacheFolder, await seededStore(context.cacheFolder, plan));
    const members = data.users.slice(0, plan.groups * plan.groupMembers);
    const feeders = members.filter((_, index) => index % plan.groupMembers === 0);
    const absentees = members
      .filter((_, index) => index % plan.groupMembers !== 0)
      .map((user, slot): Absentee => {
        const conversationId = user.groups[0]?.conversationId ?? 0;
        return { slot, user, conversationId, cursor: "", knownRev: 0 };
      });
    const before = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores });
    await forEachIndex(absentees.length, 100, (index) =>
      rememberPosition(before, absentees[index] as Absentee),
    );
    await feed(before, feeders);
    context.log(`${absentees.length} clients are away, ${feeders.length * missedEach} messages were sent`);
    await before.kill();
    const after = await ParleyServer.start({
      dataFolder: data.folder,
      cores: serverCores,
      port: before.port,
    });
    reportReturn(context, after, await returnAll(after, absentees), absentees.length);
    await after.stop();
    data.dispose();
  },
};
