/**
 * W10: somebody was away while 10,000 messages were written in their 200 conversations, and fetches all of them over one
 * socket: heads by the cursor they left with, then the range of each conversation. Once as the SDK asks, eight at a
 * time, and once with all the calls a connection may have waiting. The events are counted and their numbers checked.
 */
import { nowUs } from "../loader/latency.ts";
import { SequenceChecker } from "../loader/sequence-checker.ts";
import { call, frameItems, helloText, openSession } from "../loader/session.ts";
import { WireSocket } from "../loader/wire-socket.ts";
import { serverCores } from "../process/children.ts";
import { ParleyServer } from "../process/parley-server.ts";
import { watchCpu } from "../process/process-figures.ts";
import { type SeededUser, type SeedPlan, seededStore, workingCopy } from "../process/seeded-store.ts";
import { median, type Workload, type WorkloadContext } from "./workload.ts";

/** Everybody is in every group, so each user has missed the same. */
const plan: SeedPlan = { users: 20, groups: 200, groupMembers: 20, messages: 10_000 };
const quickPlan: SeedPlan = { users: 4, groups: 20, groupMembers: 4, messages: 1_000 };
const streamGoalMs = 100;
const byteGoal = 2_200_000;
const streamTimeoutMs = 30_000;
/** How the SDK fetches ranges, and what the server lets wait on a connection. */
const inFlightSettings = [8, 60] as const;

interface Heads {
  readonly heads: readonly { readonly conversation: { readonly id: number }; readonly lastRev: number }[];
}

interface RangeReply {
  readonly id?: number;
  readonly ok?: { readonly events: readonly { conversationId: number; rev: number }[] };
  readonly error?: { readonly code: string };
}

interface Stream {
  readonly ms: number;
  readonly bytes: number;
  readonly serverCpuMs: number;
  readonly faults: number;
}

/** From asking for the heads to the last event. Frames are kept as they are, and looked into afterwards. */
async function fetchAll(server: ParleyServer, user: SeededUser, inFlight: number): Promise<Stream> {
  const socket = new WireSocket(0);
  await socket.open(server.target);
  await call(socket, "hello", JSON.parse(helloText(user.accessToken)).args);
  const endCpu = watchCpu(server.pid);
  const bytesBefore = socket.bytes;
  const startUs = nowUs();
  const { heads } = await call<Heads>(socket, "sync.heads", { limit: 500 });
  const frames = await fetchRanges(socket, heads, inFlight);
  const ms = (nowUs() - startUs) / 1000;
  const { cpuMs } = endCpu();
  const bytes = socket.bytes - bytesBefore;
  socket.onClose = () => {};
  socket.end();
  return { ms, bytes, serverCpuMs: cpuMs, faults: faultsIn(frames, heads) };
}

async function fetchRanges(socket: WireSocket, heads: Heads["heads"], inFlight: number): Promise<Buffer[]> {
  const waiting = heads.map(
    ({ conversation }, index) =>
      `{"id":${index + 1},"op":"sync.range","args":{"conversationId":${conversation.id},"afterRev":0,"limit":500}}`,
  );
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error("the stream did not end in time")), streamTimeoutMs);
  const frames: Buffer[] = [];
  let open = 0;
  const askMore = () => {
    const calls = waiting.splice(0, inFlight - open);
    open += calls.length;
    if (calls.length > 0) socket.sendAscii(calls.length === 1 ? (calls[0] ?? "") : `[${calls.join(",")}]`);
    else if (open === 0) resolve();
  };
  socket.onClose = () => reject(new Error(`closed with ${socket.closeCode}`));
  socket.onFrame = (_, bytes, start, end) => {
    frames.push(Buffer.from(bytes.subarray(start, end)));
    open -= repliesIn(bytes, start, end);
    askMore();
  };
  try {
    askMore();
    await promise;
    return frames;
  } finally {
    clearTimeout(timer);
  }
}

const replyEnd = Buffer.from('"lastRev":');
const errorText = Buffer.from('"error":{');

/** Each answer of a range says once where the conversation is; no event does. */
function repliesIn(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (const mark of [replyEnd, errorText]) {
    for (let at = bytes.indexOf(mark, start); at >= 0 && at < end; at = bytes.indexOf(mark, at + 1))
      count += 1;
  }
  return count;
}

function faultsIn(frames: readonly Buffer[], heads: Heads["heads"]): number {
  const order = new SequenceChecker();
  const left = new Map(heads.map(({ conversation, lastRev }) => [conversation.id, lastRev]));
  for (const id of left.keys()) order.expectFrom(String(id), 0);
  let refused = 0;
  for (const reply of frames.flatMap((frame) => frameItems(frame, 0, frame.length)) as RangeReply[]) {
    if (reply.error !== undefined) refused += 1;
    for (const { conversationId, rev } of reply.ok?.events ?? []) {
      order.check(String(conversationId), rev);
      if (left.get(conversationId) === rev) left.delete(conversationId);
    }
  }
  const { lost, duplicate, reordered } = order.faults();
  return refused + left.size + lost + duplicate + reordered;
}

function report(context: WorkloadContext, setting: string, streams: readonly Stream[]): void {
  const times = streams.map(({ ms }) => ms);
  context.report({
    setting,
    what: "all heads and events received, median",
    value: median(times),
    unit: "ms",
    goal: { kind: "at most", value: streamGoalMs },
    note: `slowest of ${times.length} ${Math.max(...times).toFixed(0)} ms; ${median(streams.map(({ serverCpuMs }) => serverCpuMs)).toFixed(0)} ms server CPU`,
  });
  context.report({
    setting,
    what: "what travelled",
    value: median(streams.map(({ bytes }) => bytes)),
    unit: "B",
    goal: { kind: "at most", value: byteGoal },
  });
  context.report({
    setting,
    what: "events lost, duplicate, reordered or refused",
    value: streams.reduce((sum, { faults }) => sum + faults, 0),
    unit: "events",
    goal: { kind: "at most", value: 0 },
  });
}

export const offline: Workload = {
  name: "W10",
  summary: "10,000 messages of 200 conversations fetched by who was away",
  deadlineMs: 180_000,
  async run(context) {
    const chosen = context.isQuick ? quickPlan : plan;
    const data = workingCopy(context.cacheFolder, await seededStore(context.cacheFolder, chosen));
    const server = await ParleyServer.start({ dataFolder: data.folder, cores: serverCores });
    try {
      // The first of all pays for what is compiled and cached once.
      const [first] = data.users;
      if (first !== undefined) (await openSession(0, server.target, first.accessToken)).end();
      for (const inFlight of inFlightSettings) {
        const streams: Stream[] = [];
        for (const user of data.users) streams.push(await fetchAll(server, user, inFlight));
        const messages = chosen.messages?.toLocaleString("en-US");
        report(
          context,
          `${messages} messages in ${chosen.groups} conversations, ${inFlight} calls at a time, server on core 0`,
          streams,
        );
      }
    } finally {
      await server.stop();
      data.dispose();
    }
  },
};
