/**
 * One installation of one user: connects whenever the server is there, catches up, and keeps its messages in an
 * outbox until each is confirmed. Owns its connection, cursor and outbox. What it does is workload.ts's to choose.
 */
import type { WireEvent, WireMessage } from "./events.ts";
import {
  type Attempt,
  type DeviceRecord,
  type History,
  markerOf,
  type Outcome,
  type SendRecord,
} from "./history.ts";
import { noteContent, View } from "./view.ts";
import { type Reply, WireClient } from "./wire-client.ts";

export interface Head {
  readonly conversation: { readonly id: number; readonly kind: string };
  readonly lastRev: number;
}

const rangeLimit = 500;
/** Between a refusal for now and the next attempt. */
const retryMs = 50;

export class Device {
  readonly record: DeviceRecord;
  readonly view: View;
  readonly #history: History;
  readonly #token: string;
  /** Unconfirmed messages in the order in which they were first sent. */
  readonly #outbox = new Set<SendRecord>();
  #client: WireClient | null = null;
  #connection = -1;
  #pushes = 0;
  #cursor: string | null = null;
  #catchingUp: Promise<void> | null = null;
  #mustCatchUp = false;

  constructor(history: History, device: number, userId: number, token: string) {
    this.record = { device, userId, given: new Map() };
    history.devices.push(this.record);
    this.view = new View(history, this.record);
    this.#history = history;
    this.#token = token;
  }

  get isOnline(): boolean {
    return this.#client !== null;
  }

  /** Whether everything sent is confirmed and everything there is was fetched. */
  get isSettled(): boolean {
    return this.isOnline && this.#outbox.size === 0 && this.#catchingUp === null && !this.#mustCatchUp;
  }

  get waitingSends(): number {
    return this.#outbox.size;
  }

  /** Connects, says hello, sends again what is not confirmed, and begins to catch up. False: there was no server. */
  async connect(url: string): Promise<boolean> {
    const pushed = new Map<number, number[]>();
    this.#pushes = 0;
    try {
      const client = await WireClient.open(url, {
        onPush: (push) => this.#receive(push, pushed),
        onClose: () => this.#disconnected(client),
      });
      const reply = await client.call("hello", { token: this.#token, protocol: 1 });
      if (reply.status !== "ok" || client.isClosed) {
        this.#noteRefusal("hello", reply);
        client.close();
        return false;
      }
      this.#client = client;
      this.#connection = this.#history.connections.length;
      this.#history.connections.push({ connection: this.#connection, device: this.record.device, pushed });
    } catch {
      return false;
    }
    for (const record of this.#outbox) void this.attempt(record);
    this.catchUp();
    return true;
  }

  close(): void {
    this.#client?.close();
  }

  /** A new message, in flight from now on. */
  send(conversationId: number, id: string): SendRecord {
    const { device, userId } = this.record;
    const record: SendRecord = { id, device, senderId: userId, conversationId, attempts: [], forgeries: [] };
    this.#history.sends.set(id, record);
    this.#outbox.add(record);
    void this.attempt(record);
    return record;
  }

  /** Sends a message once more, or for the first time. */
  async attempt(record: SendRecord): Promise<void> {
    const outcome = await this.#sendOnce(record, record.attempts, markerOf(record.id));
    if (outcome === null) return;
    if (outcome.status === "ok") this.#outbox.delete(record);
    // Refused for now; what may not be refused is the checks' to say.
    else if (outcome.status === "error" && this.isOnline)
      setTimeout(() => void this.attempt(record), retryMs);
  }

  /** Lets the server send a message by itself at a time. */
  async schedule(conversationId: number, id: string, sendAt: number): Promise<void> {
    const record = { id, senderId: this.record.userId, conversationId, isConfirmed: false };
    this.#history.schedules.push(record);
    const content = { type: "text", text: markerOf(id) };
    const reply = await this.call("message.schedule", { conversationId, id, content, sendAt });
    record.isConfirmed = reply.status === "ok";
    // Its time may have passed before it arrived.
    const isLate = reply.status === "error" && reply.code === "invalid_arguments";
    if (!isLate) this.#noteRefusal(`scheduling ${id}`, reply);
  }

  /** Sends another content under an id that is taken. */
  async forge(record: SendRecord): Promise<void> {
    await this.#sendOnce(record, record.forgeries, `another content of ${record.id}`);
  }

  async recall(record: SendRecord): Promise<void> {
    const { id, conversationId } = record;
    const known = this.#history.recalls.get(id);
    const recall = known ?? { id, conversationId, invokedAt: this.#history.tick(), confirmedAt: null };
    this.#history.recalls.set(id, recall);
    const reply = await this.call("message.recall", { conversationId, id });
    if (reply.status === "ok") recall.confirmedAt ??= this.#history.tick();
    this.#noteRefusal(`recall of ${id}`, reply);
  }

  /** Reads a page of history, the newest or one that ends before a number. */
  async list(conversationId: number, beforeSeq: number | null, limit: number): Promise<void> {
    const invokedAt = this.#history.tick();
    const bound = beforeSeq === null ? {} : { beforeSeq };
    const reply = await this.call("message.list", { conversationId, limit, ...bound });
    if (reply.status !== "ok") return this.#noteRefusal("message.list", reply);
    const { messages } = reply.result as { messages: WireMessage[] };
    this.#noteMessages(messages, invokedAt, "list");
    this.#history.pages.push({
      conversationId,
      invokedAt,
      isNewest: beforeSeq === null,
      seqs: messages.map((message) => message.seq),
      ids: messages.map((message) => message.id),
    });
  }

  /** Events after a number; null when there was no answer. */
  async range(conversationId: number, afterRev: number): Promise<readonly WireEvent[] | null> {
    const invokedAt = this.#history.tick();
    const reply = await this.call("sync.range", { conversationId, afterRev, limit: rangeLimit });
    if (reply.status !== "ok") {
      this.#noteRefusal("sync.range", reply);
      return null;
    }
    const { events } = reply.result as { events: WireEvent[] };
    this.#noteMessages(
      events.filter((event) => event.ev === "message.sent"),
      invokedAt,
      "range",
    );
    events.forEach((event, index) => {
      if (event.rev !== afterRev + 1 + index)
        this.#history.oddities.push(
          `a range of ${conversationId} after ${afterRev} has ${event.rev} at place ${index}`,
        );
    });
    return events;
  }

  call(op: string, args: unknown): Promise<Reply> {
    return this.#client?.call(op, args) ?? Promise.resolve({ status: "unknown" });
  }

  /** Asks what changed and fetches it; asked while it runs, it runs once more. */
  catchUp(): void {
    this.#mustCatchUp = true;
    this.#catchingUp ??= this.#catchUpNow().finally(() => {
      this.#catchingUp = null;
    });
  }

  async #catchUpNow(): Promise<void> {
    while (this.#mustCatchUp && this.isOnline) {
      this.#mustCatchUp = false;
      const since = this.#cursor === null ? {} : { since: this.#cursor };
      const reply = await this.call("sync.heads", since);
      if (reply.status !== "ok") {
        this.#noteRefusal("sync.heads", reply);
        return this.#catchUpLater();
      }
      const { heads, cursor, hasMore } = reply.result as { heads: Head[]; cursor: string; hasMore: boolean };
      for (const head of heads) if (!(await this.#fetch(head))) return this.#catchUpLater();
      this.#cursor = cursor;
      this.#mustCatchUp ||= hasMore;
    }
  }

  /** Refused for now, or cut off; a new connection catches up by itself. */
  #catchUpLater(): void {
    this.#mustCatchUp = true;
    setTimeout(() => this.catchUp(), retryMs);
  }

  /** False when it was refused or cut off on the way; the cursor then stays where it was. */
  async #fetch({ conversation: { id }, lastRev }: Head): Promise<boolean> {
    while (this.view.lastRev(id) < lastRev) {
      const events = await this.range(id, this.view.lastRev(id));
      if (events === null) return false;
      if (events.length === 0) {
        this.#history.oddities.push(
          `conversation ${id} ends at ${this.view.lastRev(id)}, its head says ${lastRev}`,
        );
        return false;
      }
      this.view.range(id, events);
    }
    return true;
  }

  #receive(push: WireEvent & { readonly events?: number }, pushed: Map<number, number[]>): void {
    if (push.ev === "connection.behind") this.catchUp();
    if (push.ev === "connection.position" && (push.events ?? 0) > this.#pushes) {
      this.#pushes = push.events ?? 0;
      this.catchUp();
    }
    if (push.rev === undefined) return;
    this.#pushes += 1;
    const revs = pushed.get(push.conversationId) ?? [];
    pushed.set(push.conversationId, revs);
    revs.push(push.rev);
    if (this.view.push(push)) this.catchUp();
  }

  #disconnected(client: WireClient): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.view.forgetEarly();
  }

  /** Null when there was no connection to send on. */
  async #sendOnce(
    { id, conversationId }: SendRecord,
    attempts: Attempt[],
    text: string,
  ): Promise<Outcome | null> {
    if (this.#client === null) return null;
    const invokedAt = this.#history.tick();
    const attempt: Attempt = { connection: this.#connection, invokedAt, outcome: null, endedAt: 0 };
    attempts.push(attempt);
    const reply = await this.call("message.send", { conversationId, id, content: { type: "text", text } });
    attempt.endedAt = this.#history.tick();
    attempt.outcome =
      reply.status === "ok"
        ? { status: "ok", ...(reply.result as { rev: number; seq: number; sentAt: number }) }
        : reply;
    if (reply.status === "ok") this.#history.confirmations += 1;
    return attempt.outcome;
  }

  #noteMessages(
    messages: readonly Pick<WireEvent, "id" | "content">[],
    invokedAt: number,
    source: "range" | "list",
  ): void {
    const endedAt = this.#history.tick();
    for (const message of messages) {
      noteContent(this.#history, message);
      const { id = "", content = null } = message;
      if (content !== null && !this.#history.recalls.has(id)) continue;
      this.#history.sightings.push({ id, invokedAt, endedAt, hasContent: content !== null, source });
    }
  }

  #noteRefusal(op: string, reply: Reply): void {
    if (reply.status === "error" && !this.#history.passingRefusals.has(reply.code))
      this.#history.oddities.push(`${op} was refused: ${reply.code}`);
  }
}
