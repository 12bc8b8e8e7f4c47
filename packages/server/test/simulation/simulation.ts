/**
 * One run of the simulation: a seed decides what clients do, what breaks and when; at the end everything is healed and
 * every client must see what a fresh one sees. Answers what contradicts it, and a digest of all that travelled.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "../../../sdk/src/api.ts";
import { createClient } from "../../../sdk/src/client.ts";
import type { Platform } from "../../../sdk/src/platform/platform.ts";
import { Random } from "../crash/random.ts";
import type { Faults } from "./faulty-bus.ts";
import { Network } from "./network.ts";
import { Scheduler, settle } from "./scheduler.ts";
import { SimulatedServer } from "./simulated-server.ts";

export interface SimulationOptions {
  readonly seed: number;
  readonly actions: number;
}

export interface SimulationResult {
  readonly faults: readonly string[];
  /** The same for the same seed. */
  readonly transcript: string;
  readonly events: number;
}

/** Place of clearing among what a user does for themselves. */
const clearing = 6;
const userCount = 4;
const devicesPerUser = 2;

/** Time for the longest back-off and then for the healing of silent losses (SYNC-8: 5 s). */
const reconnectMs = 90_000;
const healMs = 10_000;

interface SimulatedClient {
  readonly number: number;
  readonly userId: number;
  readonly client: Client;
  /** `rev` of each event the application heard, by conversation. */
  readonly heard: Map<number, number[]>;
}

export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const folder = mkdtempSync(join(tmpdir(), "parley-simulation-"));
  const simulation = new Simulation(options, join(folder, "parley.db"));
  try {
    return await simulation.run();
  } finally {
    await simulation.stop();
    rmSync(folder, { recursive: true });
  }
}

class Simulation {
  readonly #options: SimulationOptions;
  readonly #random: Random;
  readonly #scheduler = new Scheduler();
  readonly #faults: Faults = { isHealed: false };
  readonly #server: SimulatedServer;
  readonly #network: Network;
  readonly #clients: SimulatedClient[] = [];
  readonly #found: string[] = [];
  #userIds: number[] = [];
  /** Users with conversations they cleared: what was up to there they may not hear. */
  readonly #cleared = new Set<string>();

  constructor(options: SimulationOptions, path: string) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#server = new SimulatedServer(this.#scheduler, this.#random.fork(), path, this.#faults);
    this.#network = new Network(this.#scheduler, this.#random.fork(), this.#server, this.#faults);
  }

  async run(): Promise<SimulationResult> {
    for (let index = 0; index < userCount; index += 1) {
      this.#userIds.push(await this.#server.register(`person_${index}`));
    }
    for (const userId of this.#userIds) {
      for (let device = 0; device < devicesPerUser; device += 1) this.#clients.push(this.#newClient(userId));
    }
    await this.#scheduler.pass(1_000);
    for (let action = 0; action < this.#options.actions; action += 1) {
      await this.#act(this.#random.pick(this.#clients));
      await this.#scheduler.pass(this.#random.integer(0, 400));
    }
    this.#faults.isHealed = true;
    for (const { client } of this.#clients) client.retryNow();
    await this.#scheduler.pass(reconnectMs);
    await this.#scheduler.pass(healMs);
    await this.#compare();
    this.#found.push(...this.#server.failures);
    const events = this.#clients.reduce(
      (sum, { heard }) => sum + [...heard.values()].reduce((part, revs) => part + revs.length, 0),
      0,
    );
    return { faults: this.#found, transcript: this.#network.transcript.digest("hex"), events };
  }

  async stop(): Promise<void> {
    for (const { client } of this.#clients) void client.close();
    await this.#scheduler.pass(5_000);
    await this.#server.stop();
  }

  async #act({ client, number, userId }: SimulatedClient): Promise<void> {
    const random = this.#random;
    const choice = random.next();
    const items = client.state.inbox.get().items;
    const item = items.length === 0 ? null : random.pick(items);
    if (choice < 0.04) this.#ignore(client.conversations.openDirect({ userId: this.#another(userId) }));
    else if (choice < 0.07 || item === null)
      this.#ignore(client.groups.create({ memberIds: [this.#another(userId), this.#another(userId)] }));
    else if (choice < 0.55)
      for (let count = random.integer(1, 3); count > 0; count -= 1) this.#send(client, item.conversation.id);
    else if (choice < 0.67) {
      const { lastMessage } = item;
      if (lastMessage?.isMine && lastMessage.state === "sent")
        this.#ignore(client.messages.recall({ conversationId: item.conversation.id, id: lastMessage.id }));
    } else if (choice < 0.8)
      client.inbox.markRead({ conversationId: item.conversation.id, seq: random.integer(0, item.lastSeq) });
    else if (choice < 0.81) client.signals.typing({ conversationId: item.conversation.id });
    else if (choice < 0.85) this.#keep(client, userId, item.conversation.id);
    else if (choice < 0.93) this.#network.cut(number);
    else if (choice < 0.96) client.retryNow();
    else if (choice < 0.98) this.#network.cutAll();
    else {
      this.#network.cutAll();
      await this.#server.restart();
    }
  }

  /** Something the user keeps of a conversation for themselves, on one of their devices. */
  #keep({ inbox }: Client, userId: number, conversationId: number): void {
    const place = { conversationId };
    const kept = [
      () => inbox.pin(place),
      () => inbox.unpin(place),
      () => inbox.mute(place),
      () => inbox.archive(place),
      () => inbox.markUnread(place),
      () => inbox.hide(place),
      () => inbox.clear(place),
      () => inbox.saveDraft({ ...place, text: `draft ${this.#random.integer(0, 1_000)}` }),
    ];
    const chosen = this.#random.integer(0, kept.length - 1);
    if (chosen === clearing) this.#cleared.add(`${userId}/${conversationId}`);
    this.#ignore(kept[chosen]?.() ?? Promise.resolve());
  }

  #another(userId: number): number {
    return this.#random.pick(this.#userIds.filter((other) => other !== userId));
  }

  #send(client: Client, conversationId: number): void {
    const text = `text ${this.#random.integer(0, 1_000_000)}`;
    const { items } = client.state.inbox.get();
    const known = items.find(({ conversation }) => conversation.id === conversationId)?.conversation;
    // Members may not mention everybody in a group.
    const mayMention = known?.kind === "direct" || known?.ownerId === client.state.session.get()?.user.id;
    const extras = mayMention && this.#random.next() < 0.2 ? { mentionsAll: true } : {};
    this.#ignore(client.outbox.send(conversationId, { type: "text", text }, extras).sent);
  }

  /** A call that breaks off with its connection is the caller's to repeat; here nobody does. */
  #ignore(work: Promise<unknown>): void {
    work.catch(() => undefined);
  }

  #newClient(userId: number): SimulatedClient {
    const number = this.#clients.length;
    const client = createClient({
      url: "http://simulated",
      storage: "memory",
      name: `client ${number}`,
      sharesConnection: false,
      catchUp: "all",
      token: async () => String(userId),
      platform: this.#platform(number),
    });
    const heard = new Map<number, number[]>();
    for (const name of ["message.sent", "message.recalled", "conversation.created"] as const) {
      client.on(name, ({ conversationId, rev }) => {
        heard.set(conversationId, [...(heard.get(conversationId) ?? []), rev]);
      });
    }
    return { number, userId, client, heard };
  }

  #platform(number: number): Platform {
    const random = this.#random.fork();
    const scheduler = this.#scheduler;
    return {
      now: () => scheduler.now(),
      random: () => random.next(),
      randomBytes: (count) => Uint8Array.from({ length: count }, () => random.integer(0, 255)),
      setTimer: (run, afterMs) => scheduler.after(afterMs, run),
      clearTimer: (timer) => scheduler.cancel(timer as number),
      openSocket: () => this.#network.open(number),
      post: () => Promise.reject(new Error("there is no HTTP here")),
      send: () => Promise.reject(new Error("there is no HTTP here")),
      onWake: () => () => undefined,
      onNetworkLost: () => () => undefined,
      origin: null,
      locks: null,
      openChannel: null,
      openStorage: null,
      openJournal: () => ({ names: () => [], read: () => null, write: () => undefined }),
      warn: (text, cause) => this.#found.push(`client ${number} warns: ${text} ${String(cause)}`),
    };
  }

  /** Every client against a fresh one of the same user, and against what the application heard. */
  async #compare(): Promise<void> {
    for (const userId of this.#userIds) {
      const fresh = this.#newClient(userId);
      await this.#scheduler.pass(2_000);
      const expected = await this.#seenBy(fresh);
      for (const other of this.#clients.filter((client) => client.userId === userId)) {
        const { status } = other.client.state.connection.get();
        if (status !== "online") this.#found.push(`client ${other.number} is ${status} after the healing`);
        const seen = await this.#seenBy(other);
        for (const [what, text] of Object.entries(expected)) {
          if (seen[what] !== text)
            this.#found.push(
              `client ${other.number}, ${what}:\n  saw      ${seen[what]}\n  expected ${text}`,
            );
        }
        this.#compareHeard(other);
      }
      await fresh.client.close();
    }
  }

  #compareHeard({ heard, number, userId }: SimulatedClient): void {
    for (const [conversationId, revs] of heard) {
      if (this.#cleared.has(`${userId}/${conversationId}`)) continue;
      const bad = revs.findIndex((rev, index) => index > 0 && rev !== (revs[index - 1] ?? 0) + 1);
      if (bad >= 0)
        this.#found.push(
          `client ${number} heard rev ${revs[bad]} of ${conversationId} after ${revs[bad - 1]}`,
        );
    }
  }

  /** What a client shows, as text: its inbox, its unsent messages and the whole history of each conversation. */
  async #seenBy({ client }: SimulatedClient): Promise<Record<string, string>> {
    const { items } = client.state.inbox.get();
    const seen: Record<string, string> = {
      outbox: JSON.stringify(client.outbox.messages.get()),
      "order of the inbox": items.map((item) => item.conversation.id).join(),
    };
    for (const item of items) {
      const { conversation } = item;
      seen[`line of ${conversation.id}`] = JSON.stringify(item);
      const timeline = client.timeline(conversation.id, { pageSize: 200 });
      await this.#scheduler.pass(200);
      while (timeline.view.get().hasOlder) {
        this.#ignore(timeline.loadOlder());
        await this.#scheduler.pass(200);
        if (timeline.view.get().error !== null) break;
      }
      await settle();
      const { error, lastSeq, messages, readSeq, unread } = timeline.view.get();
      seen[`messages of ${conversation.id}`] = JSON.stringify({ error, messages });
      seen[`numbers of ${conversation.id}`] = JSON.stringify({ lastSeq, readSeq, unread });
      timeline.close();
    }
    return seen;
  }
}
