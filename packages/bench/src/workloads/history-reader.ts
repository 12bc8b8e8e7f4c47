/** Reads pages of 50 messages at random depth, over the socket and over HTTP, and times them. */
import { LatencyRecorder, type LatencySummary, nowUs } from "../loader/latency.ts";
import { runOpenLoop } from "../loader/open-loop.ts";
import { openSessions } from "../loader/session.ts";
import type { WireSocket } from "../loader/wire-socket.ts";
import type { ParleyServer } from "../process/parley-server.ts";
import type { SeededUser } from "../process/seeded-store.ts";

const pageMessages = 50;
const readTimeoutMs = 30_000;
const errorText = Buffer.from('"error":{');

interface Place {
  readonly reader: number;
  readonly conversationId: number;
  readonly beforeSeq: number;
}

export class HistoryReader {
  readonly sockets: readonly WireSocket[];
  private readonly server: ParleyServer;
  private readonly readers: readonly SeededUser[];
  /** Running sums of the conversations' lengths: a message picked evenly picks its conversation by length. */
  private readonly sums: number[] = [];
  private readonly conversations: { reader: number; conversationId: number; lastSeq: number }[] = [];
  private state = 1;

  private constructor(server: ParleyServer, readers: readonly SeededUser[], sockets: readonly WireSocket[]) {
    this.server = server;
    this.readers = readers;
    this.sockets = sockets;
    let sum = 0;
    for (const [reader, user] of readers.entries()) {
      for (const { conversationId, lastSeq } of user.directs) {
        if (lastSeq < pageMessages) continue;
        sum += lastSeq;
        this.sums.push(sum);
        this.conversations.push({ reader, conversationId, lastSeq });
      }
    }
  }

  static async open(
    server: ParleyServer,
    users: readonly SeededUser[],
    count: number,
  ): Promise<HistoryReader> {
    const readers = users.filter((_, index) => index % Math.ceil(users.length / count) === 0);
    const sockets = await openSessions(
      server.target,
      readers.map((user) => user.accessToken),
    );
    return new HistoryReader(server, readers, sockets);
  }

  close(): void {
    for (const socket of this.sockets) socket.end();
  }

  /** One page after the other: the time of each is the server's own time and one round trip. */
  async readSequentially(pages: number): Promise<LatencySummary> {
    const latency = new LatencyRecorder();
    for (let page = 0; page < pages; page++) {
      const startUs = nowUs();
      await this.readOne(this.nextPlace());
      latency.recordUs(nowUs() - startUs);
    }
    return latency.summary();
  }

  async readByHttp(pages: number): Promise<LatencySummary> {
    const latency = new LatencyRecorder();
    for (let page = 0; page < pages; page++) {
      const { reader, conversationId, beforeSeq } = this.nextPlace();
      const startUs = nowUs();
      const response = await fetch(`http://127.0.0.1:${this.server.port}/v1/message.list`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${this.readers[reader]?.accessToken}`,
          "content-type": "application/json",
        },
        body: JSON.stringify({ conversationId, beforeSeq, limit: pageMessages }),
        signal: AbortSignal.timeout(readTimeoutMs),
      });
      const body = await response.arrayBuffer();
      latency.recordUs(nowUs() - startUs);
      if (response.status !== 200) throw new Error(`a page was refused: ${new TextDecoder().decode(body)}`);
    }
    return latency.summary();
  }

  /** Open loop: latency from the intended time. */
  async readAtRate(ratePerSecond: number, durationMs: number): Promise<LatencySummary> {
    const latency = new LatencyRecorder();
    const pending: Promise<void>[] = [];
    await runOpenLoop({
      ratePerSecond,
      durationMs,
      send: (_, intendedUs) => {
        pending.push(this.readOne(this.nextPlace()).then(() => latency.recordUs(nowUs() - intendedUs)));
      },
    });
    await Promise.all(pending);
    return latency.summary();
  }

  /** Pages a second with this many in flight all the time. */
  async readAsFastAsPossible(inFlight: number, durationMs: number): Promise<number> {
    const startUs = nowUs();
    let pages = 0;
    const lane = async () => {
      while (nowUs() - startUs < durationMs * 1000) {
        await this.readOne(this.nextPlace());
        pages++;
      }
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
    return pages / ((nowUs() - startUs) / 1e6);
  }

  private readOne({ reader, conversationId, beforeSeq }: Place): Promise<void> {
    const socket = this.sockets[reader] as WireSocket;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const queue = this.waiting(socket);
    queue.push((failure) => (failure === null ? resolve() : reject(new Error(failure))));
    const args = `{"conversationId":${conversationId},"beforeSeq":${beforeSeq},"limit":${pageMessages}}`;
    socket.sendAscii(`{"id":${this.state >>> 0},"op":"message.list","args":${args}}`);
    return promise;
  }

  private readonly queues = new Map<WireSocket, ((failure: string | null) => void)[]>();

  /** Callers waiting on a socket; reads of one connection are answered in their order, one reply each. */
  private waiting(socket: WireSocket): ((failure: string | null) => void)[] {
    const known = this.queues.get(socket);
    if (known !== undefined) return known;
    const queue: ((failure: string | null) => void)[] = [];
    this.queues.set(socket, queue);
    socket.onFrame = (_, bytes, start, end) => {
      const error = bytes.indexOf(errorText, start);
      const failure = error >= 0 && error < end ? bytes.toString("utf8", start, end) : null;
      const replies = bytes[start] === 0x5b ? frameReplies(bytes, start, end) : 1;
      for (let reply = 0; reply < replies; reply++) queue.shift()?.(failure);
    };
    socket.onClose = () => {
      for (const settle of queue.splice(0)) settle(`closed with ${socket.closeCode}`);
    };
    return queue;
  }

  private nextPlace(): Place {
    const total = this.sums.at(-1) ?? 0;
    const drawn = this.random() * total;
    let low = 0;
    let high = this.sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sums[middle] ?? 0) > drawn) high = middle;
      else low = middle + 1;
    }
    const { reader, conversationId, lastSeq } = this.conversations[low] ?? {
      reader: 0,
      conversationId: 0,
      lastSeq: pageMessages,
    };
    const span = lastSeq - pageMessages + 1;
    return { reader, conversationId, beforeSeq: pageMessages + 1 + Math.floor(this.random() * span) };
  }

  /** A linear generator with a fixed start: the same places in every run. */
  private random(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state / 2 ** 32;
  }
}

function frameReplies(bytes: Buffer, start: number, end: number): number {
  return (JSON.parse(bytes.toString("utf8", start, end)) as unknown[]).length;
}
