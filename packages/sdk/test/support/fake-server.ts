/** A small scripted server of the native protocol: enough of it for the SDK, with handles to misbehave on purpose. */
import type {
  CallFrame,
  Head,
  HelloParams,
  MessageContent,
  ParamsOf,
  PushFrame,
  ResultOf,
  User,
} from "@parley/protocol";
import { closeCodes } from "@parley/protocol/close-codes";
import { ParleyError } from "@parley/protocol/errors";
import type { ServerWebSocket } from "bun";
import { FakeFeed, fakeAccount, feedId } from "./fake-feed.ts";
import { FakeLog } from "./fake-log.ts";
import { textOf } from "./until.ts";

interface Connection {
  userId: number;
  eventCount: number;
}
/** Below those that the system gives to who asks for any: nobody takes one while its server is stopped. */
const firstPort = 30_000;
const ports = 2_700;

type Socket = ServerWebSocket<Connection>;
type Args = Record<string, never> & { [key: string]: unknown };

export function fakeUser(id: number): User {
  return {
    id,
    uuid: `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`,
    username: `user${id}`,
    nickname: `User ${id}`,
    avatar: null,
    role: "user",
  };
}

export class FakeServer {
  epoch = "epoch-1";
  /** Every call that came in, in order. */
  readonly calls: { op: string; args: Args; userId: number }[] = [];
  readonly logs = new Map<number, FakeLog>();
  readonly feed = new FakeFeed();
  /** Contacts of one page. */
  contactsPerPageMax = Number.MAX_SAFE_INTEGER;
  readonly sockets = new Set<Socket>();
  /** The next pushes of events that are silently not sent. */
  dropPushes = 0;
  /** Errors answered to the next calls of an operation, before it is carried out. */
  readonly failures = new Map<string, ParleyError[]>();
  /** Called instead of replying; the operation was carried out. */
  readonly swallowReplies = new Set<string>();
  readonly invalidTokens = new Set<string>();
  /** Pages end here although more was asked for and is there. */
  messagesPerPageMax = Number.MAX_SAFE_INTEGER;
  eventsPerPageMax = Number.MAX_SAFE_INTEGER;
  headsPerPageMax = Number.MAX_SAFE_INTEGER;
  refreshes = 0;
  helloCount = 0;
  /** Its clock. */
  now: () => number = Date.now;
  #lifetimeMs = 3_600_000;
  #server: Bun.Server<Connection> | null = null;
  #port = 0;
  #waiters: { isMet: () => boolean; resolve: () => void }[] = [];

  constructor() {
    this.start();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  start(): void {
    if (this.#port === 0) this.#port = this.#listenAnywhere();
    else this.#listen(this.#port);
  }

  #listenAnywhere(): number {
    const port = firstPort + Math.floor(Math.random() * ports);
    try {
      this.#listen(port);
    } catch (error) {
      if ((error as { code?: string }).code !== "EADDRINUSE") throw error;
      return this.#listenAnywhere();
    }
    return port;
  }

  #listen(port: number): void {
    this.#server = Bun.serve<Connection>({
      port,
      hostname: "127.0.0.1",
      fetch: (request, server) => this.#fetch(request, server),
      websocket: {
        open: (socket) => void this.sockets.add(socket),
        close: (socket) => void this.sockets.delete(socket),
        message: (socket, text) => this.#take(socket, String(text)),
      },
    });
  }

  async stop(): Promise<void> {
    this.sockets.clear();
    await this.#server?.stop(true);
  }

  closeAll(code: number): void {
    for (const socket of this.sockets) socket.close(code);
  }

  log(id: number): FakeLog {
    const known = this.logs.get(id);
    if (known !== undefined) return known;
    const log = new FakeLog(id);
    this.logs.set(id, log);
    return log;
  }

  /** Somebody else says something. */
  say(conversationId: number, text: string, senderId = 2): string {
    const id = crypto.randomUUID();
    this.push(this.log(conversationId).send(senderId, id, text));
    return id;
  }

  pushAll(frames: readonly PushFrame[]): void {
    for (const frame of frames) this.push(frame);
  }

  recall(conversationId: number, id: string): void {
    this.push(this.log(conversationId).recall(2, id));
  }

  push(frame: PushFrame): void {
    const isEvent = "rev" in frame;
    const isDropped = isEvent && this.dropPushes > 0;
    if (isDropped) this.dropPushes -= 1;
    for (const socket of this.sockets) {
      if (socket.data.userId === 0) continue;
      if (isEvent) socket.data.eventCount += 1;
      if (!isDropped) socket.send(JSON.stringify(frame));
    }
  }

  tellPositions(): void {
    for (const socket of this.sockets) {
      socket.send(JSON.stringify({ ev: "connection.position", events: socket.data.eventCount }));
    }
  }

  texts(conversationId: number): string[] {
    return this.log(conversationId)
      .messages()
      .map((message) => textOf(message) ?? "");
  }

  /** Resolves when the server has come to a state. */
  until(isMet: () => boolean): Promise<void> {
    if (isMet()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ isMet, resolve }));
  }

  countOf(op: string): number {
    return this.calls.filter((call) => call.op === op).length;
  }

  async #fetch(request: Request, server: Bun.Server<Connection>): Promise<Response | undefined> {
    const path = new URL(request.url).pathname;
    if (path === "/v1/connect") {
      server.upgrade(request, { data: { userId: 0, eventCount: 0 } });
      return undefined;
    }
    const args = (await request.json()) as Args;
    const op = path.slice("/v1/".length);
    this.calls.push({ op, args, userId: 0 });
    if (op === "account.refresh") {
      const [, userId, generation] = String(args.refreshToken).split(":");
      if (Number(generation) !== this.refreshes) {
        return Response.json({ error: new ParleyError("credentials_invalid").toWire() }, { status: 401 });
      }
      this.refreshes += 1;
      return Response.json(this.signedIn(Number(userId)));
    }
    if (op === "account.logout") return Response.json({});
    return Response.json(this.signedIn(Number(String(args.username).replace("user", ""))));
  }

  signedIn(userId: number) {
    return {
      user: fakeUser(userId),
      accessToken: `access:${userId}:${this.refreshes}`,
      refreshToken: `refresh:${userId}:${this.refreshes}`,
      expiresAt: Date.now() + this.#lifetimeMs,
    };
  }

  #take(socket: Socket, text: string): void {
    const parsed = JSON.parse(text) as CallFrame | CallFrame[];
    const replies: unknown[] = [];
    const pushes: PushFrame[] = [];
    for (const frame of Array.isArray(parsed) ? parsed : [parsed]) {
      const args = (frame.args ?? {}) as Args;
      this.calls.push({ op: frame.op, args, userId: socket.data.userId });
      if (frame.op === "hello") {
        this.#hello(socket, frame, args as unknown as HelloParams);
        continue;
      }
      const failure = this.failures.get(frame.op)?.shift();
      if (failure !== undefined) {
        replies.push({ id: frame.id, error: failure.toWire() });
        continue;
      }
      try {
        const ok = this.#run(socket.data.userId, frame.op, args, pushes);
        if (!this.swallowReplies.has(frame.op)) replies.push({ id: frame.id, ok });
      } catch (error) {
        if (!(error instanceof ParleyError)) throw error;
        replies.push({ id: frame.id, error: error.toWire() });
      }
    }
    if (replies.length > 0) socket.send(JSON.stringify(replies));
    for (const push of pushes) this.push(push);
    this.#waiters = this.#waiters.filter((waiter) => {
      if (!waiter.isMet()) return true;
      waiter.resolve();
      return false;
    });
  }

  #hello(socket: Socket, frame: CallFrame, { token }: HelloParams): void {
    if (this.invalidTokens.has(token)) {
      socket.close(closeCodes.tokenExpired);
      return;
    }
    socket.data.userId = Number(token.split(":")[1]);
    this.helloCount += 1;
    const ok = { user: fakeUser(socket.data.userId), window: 64, epoch: this.epoch, serverTime: this.now() };
    socket.send(JSON.stringify({ id: frame.id, ok }));
  }

  #run(userId: number, op: string, args: Args, pushes: PushFrame[]): unknown {
    const heads = () => [...this.logs.values()].map((log) => log.head(userId));
    const log = () => this.log(Number(args.conversationId));
    switch (op) {
      case "inbox.list":
        return { heads: heads(), users: [fakeUser(1), fakeUser(2)], cursor: this.#cursor(), next: null };
      case "sync.heads":
        return this.#changedPage([...heads(), this.feed.head() ?? []].flat(), String(args.since));
      case "contact.list":
        return this.#contactPage(Number(args.after ?? 0));
      case "contact.requests.list": {
        const direction = String(args.direction) === "incoming" ? "incoming" : "outgoing";
        const requests = this.feed.listedRequests(direction).slice(0, Number(args.limit));
        return { requests, users: [], pendingCount: this.feed.pendingCount(), hasMore: false };
      }
      case "sync.range":
        if (Number(args.conversationId) === feedId) {
          const events = this.feed.events.slice(Number(args.afterRev)).slice(0, this.eventsPerPageMax);
          return { events, lastRev: this.feed.events.length };
        }
        return {
          events: log().range(
            Number(args.afterRev),
            Math.min(this.eventsPerPageMax, Number(args.limit ?? 200)),
          ),
          lastRev: log().events.length,
        };
      case "message.send": {
        const before = log().events.length;
        const event = log().send(userId, String(args.id), args.content as unknown as MessageContent);
        if (log().events.length > before) pushes.push(event);
        return { rev: event.rev, seq: event.seq, sentAt: event.sentAt };
      }
      case "message.recall": {
        const event = log().recall(userId, String(args.id));
        pushes.push(event);
        return { rev: "rev" in event ? event.rev : 0 };
      }
      case "message.list":
        return { messages: this.#page(log(), args) };
      case "inbox.markRead": {
        log().readSeqs.set(userId, Number(args.seq));
        const { readSeq, unread, conversation } = log().head(userId);
        pushes.push({ ev: "member.read", conversationId: conversation.id, userId, readSeq });
        return { readSeq, unread };
      }
      case "account.me":
        return { user: fakeUser(userId), account: this.feed.account ?? fakeAccount(fakeUser(userId)) };
      case "settings.get":
        return { settings: this.feed.settings };
      case "folder.list":
        return { folders: this.feed.folders };
      case "inbox.markDelivered":
        return {};
      case "inbox.saveDraft": {
        const { conversationId, text, writtenAt } = args as unknown as ParamsOf<"inbox.saveDraft">;
        const draft = log().saveDraft({ text, at: writtenAt ?? 0 });
        const { lastSeq } = log().head(userId);
        pushes.push({ ev: "draft.changed", conversationId, lastSeq, draft });
        return { draft };
      }
      case "message.listScheduled":
        return { scheduled: this.feed.listedScheduled(), next: null };
      case "user.list":
        return { users: (args.userIds as unknown as number[]).map(fakeUser) };
      case "member.list":
        return { members: [], users: [], hasMore: false };
      case "presence.watch":
        return { online: args.userIds };
      case "signal.typing":
        return {};
      default:
        throw new ParleyError("unknown_operation");
    }
  }

  #page(log: FakeLog, args: Args) {
    const limit = Math.min(this.messagesPerPageMax, Number(args.limit ?? 50));
    const before = Number(args.beforeSeq ?? Number.MAX_SAFE_INTEGER);
    const after = Number(args.afterSeq ?? 0);
    const between = log.messages().filter((message) => message.seq < before && message.seq > after);
    return args.afterSeq === undefined ? between.slice(-limit) : between.slice(0, limit);
  }

  #contactPage(afterUserId: number) {
    const left = this.feed.listed().filter(({ userId }) => userId > afterUserId);
    const contacts = left.slice(0, this.contactsPerPageMax);
    const next = left.length > contacts.length ? String(contacts.at(-1)?.userId) : null;
    return { contacts, users: contacts.map(({ userId }) => fakeUser(userId)), next };
  }

  /** A cursor between two pages says how many heads came before it. */
  #changedPage(all: readonly Head[], since: string): ResultOf<"sync.heads"> {
    const start = Number(since.split("+")[1] ?? 0);
    const heads = all.slice(start, start + this.headsPerPageMax);
    const end = start + heads.length;
    const hasMore = end < all.length;
    return { heads, users: [], cursor: hasMore ? `${this.#cursor()}+${end}` : this.#cursor(), hasMore };
  }

  #cursor(): string {
    return String(this.calls.length);
  }
}
