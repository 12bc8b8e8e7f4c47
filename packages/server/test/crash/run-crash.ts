/**
 * The crash test: the real server under load from many devices, killed without warning again and again on the same
 * data, then healed, read back and judged (F-01). Owns the order of it all; what holds is checks.ts's to say.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CrashDatabase, createCrashDatabase, type DatabaseName } from "./crash-database.ts";
import { type CrashResult, resultOf } from "./crash-result.ts";
import { Device } from "./device.ts";
import type { Snapshot } from "./evidence.ts";
import { History } from "./history.ts";
import { Random } from "./random.ts";
import { readAsUser } from "./read-back.ts";
import { ServerProcess } from "./server-process.ts";
import { Uploader } from "./uploader.ts";
import { WebhookReceiver } from "./webhook-receiver.ts";
import { Workload } from "./workload.ts";

export interface CrashOptions {
  readonly kills: number;
  readonly seed: number;
  readonly database: DatabaseName;
  /** Another server program than this repository's. */
  readonly program: string | null;
  /** Loads between two kills last up to this. */
  readonly loadMsMax: number;
  report(line: string): void;
}

const userCount = 8;
const uploaderCount = 3;
const loadMsMin = 200;
/** One kill in so many hits a server that is just starting. */
const killWhileStartingEvery = 10;
const healMsMax = 30_000;
/** Where the database is a process of its own, what the kills hit in turn. */
const victims = ["server", "server", "database", "both"] as const;
/** F-10: a server whose database is back serves again within. */
const returnMsMax = 5_000;

export async function runCrash(options: CrashOptions): Promise<CrashResult> {
  const run = new CrashRun(options);
  return run.run();
}

class CrashRun {
  readonly #options: CrashOptions;
  readonly #random: Random;
  readonly #history = new History();
  readonly #receiver: WebhookReceiver;
  readonly #uploaders: Uploader[] = [];
  readonly #devices: Device[] = [];
  readonly #readers: Device[] = [];
  readonly #startMs: number[] = [];
  readonly #returnMs: number[] = [];
  readonly #tokens: string[] = [];
  #url: string | null = null;

  constructor(options: CrashOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#receiver = new WebhookReceiver(this.#history, this.#random.fork());
  }

  async run(): Promise<CrashResult> {
    const folder = mkdtempSync(join(tmpdir(), "parley-crash-"));
    const database = await createCrashDatabase(this.#options.database, folder);
    if (database.process !== null) this.#history.passingRefusals.add("unavailable");
    const server = new ServerProcess({ folder, databaseUrl: database.url, program: this.#options.program });
    const startedAt = performance.now();
    try {
      await this.#start(server);
      await this.#followAll(await server.setupCode.promise);
      const workloads = await this.#populate();
      const uploads = this.#uploaders.map((uploader) => uploader.run());
      const running = [
        ...workloads.map((load) => load.run()),
        ...this.#devices.map((device) => this.#keep(device)),
      ];
      for (let kill = 1; kill <= this.#options.kills; kill += 1) {
        await this.#killOnce(server, database.process, kill);
        if (kill % 50 === 0) this.#options.report(`${kill} kills, ${this.#history.sends.size} messages`);
      }
      for (const load of [...workloads, ...this.#uploaders]) load.stop();
      await Promise.all(uploads);
      await this.#heal();
      const readers = await this.#readBack();
      this.#url = null;
      await server.kill("SIGTERM");
      for (const device of [...this.#devices, ...this.#readers]) device.close();
      this.#isOver = true;
      await Promise.all(running);
      return resultOf({
        ...{ history: this.#history, database: await database.readBack(this.#history), readers },
        ...{ options: this.#options, server, ms: performance.now() - startedAt },
        ...{ startMs: this.#startMs, returnMs: this.#returnMs },
      });
    } finally {
      this.#isOver = true;
      await server.kill("SIGKILL").catch(() => undefined);
      await this.#receiver.stop();
      await database.remove();
      rmSync(folder, { recursive: true });
    }
  }

  #isOver = false;

  async #start(server: ServerProcess): Promise<void> {
    const startedAt = performance.now();
    server.spawn();
    this.#url = await server.ready();
    this.#startMs.push(performance.now() - startedAt);
  }

  async #killOnce(server: ServerProcess, database: CrashDatabase["process"], kill: number): Promise<void> {
    await Bun.sleep(this.#random.integer(loadMsMin, this.#options.loadMsMax));
    const victim = database === null ? "server" : victims[kill % victims.length];
    if (victim !== "server") await database?.kill();
    if (victim === "database") {
      await Bun.sleep(this.#random.integer(0, 400));
      await database?.start();
      return this.#expectReturn();
    }
    this.#url = null;
    await server.kill("SIGKILL");
    if (victim === "both") await database?.start();
    if (kill % killWhileStartingEvery === 0) {
      server.spawn();
      await Bun.sleep(this.#random.integer(0, 400));
      await server.kill("SIGKILL");
    }
    await this.#start(server);
  }

  async #expectReturn(): Promise<void> {
    const before = this.#history.confirmations;
    const startedAt = performance.now();
    const elapsedMs = () => performance.now() - startedAt;
    while (this.#history.confirmations === before && elapsedMs() < returnMsMax) await Bun.sleep(5);
    if (this.#history.confirmations === before)
      this.#history.oddities.push(`nothing was confirmed ${returnMsMax} ms after the database's return`);
    this.#returnMs.push(elapsedMs());
  }

  /** Keeps a device connected while there is a server. */
  async #keep(device: Device): Promise<void> {
    while (!this.#isOver) {
      if (this.#url === null || device.isOnline || !(await device.connect(this.#url))) await Bun.sleep(5);
    }
  }

  /** Lets a program be told every message of every conversation (HOOK-3). */
  async #followAll(code: string): Promise<void> {
    const args = { code, username: "the_admin", password: "correct horse" };
    const { accessToken } = (await this.#post("setup.claim", args, null)) as { accessToken: string };
    const webhook = { name: "follower", url: this.#receiver.url, includesDirect: true };
    await this.#post("webhook.create", webhook, accessToken);
  }

  /** Users, their devices, and the conversations they talk in: one direct, two groups. */
  async #populate(): Promise<Workload[]> {
    const people = await Promise.all(Array.from({ length: userCount }, (_, index) => this.#register(index)));
    const userIds = people.map((person) => person.userId);
    const [first, second] = people;
    if (first === undefined || second === undefined) throw new Error("nobody is there");
    const direct = await this.#open("conversation.openDirect", { userId: second.userId }, first.token);
    const all = await this.#open("group.create", { memberIds: userIds }, first.token);
    const half = await this.#open(
      "group.create",
      { memberIds: userIds.slice(0, userCount / 2) },
      first.token,
    );
    this.#tokens.push(...people.map(({ token }) => token));
    for (const { token } of people.slice(0, uploaderCount)) {
      const parts = { history: this.#history, random: this.#random.fork(), token };
      this.#uploaders.push(new Uploader({ ...parts, url: () => this.#url }));
    }
    return people.flatMap(({ token, userId }, index) => {
      const conversationIds = [all, ...(index < userCount / 2 ? [half] : []), ...(index < 2 ? [direct] : [])];
      this.#readers.push(new Device(new History(), index, userId, token));
      return Array.from({ length: 2 + (index % 2) }, () => {
        const device = new Device(this.#history, this.#devices.length, userId, token);
        this.#devices.push(device);
        const others = userIds.filter((other) => other !== userId);
        const random = this.#random.fork();
        return new Workload(device, { random, conversationIds, userIds: others, now: Date.now });
      });
    });
  }

  async #register(index: number): Promise<{ userId: number; token: string }> {
    const args = { username: `person_${index}`, password: "correct horse" };
    const { accessToken, user } = (await this.#post("account.register", args, null)) as {
      accessToken: string;
      user: { id: number };
    };
    return { userId: user.id, token: accessToken };
  }

  async #open(operation: string, args: unknown, token: string): Promise<number> {
    const { conversation } = (await this.#post(operation, args, token)) as { conversation: { id: number } };
    return conversation.id;
  }

  async #post(operation: string, args: unknown, token: string | null): Promise<unknown> {
    const response = await fetch(`${this.#url}/v1/${operation}`, {
      method: "POST",
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      body: JSON.stringify(args),
    });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return response.json();
  }

  /** Waits until every device has confirmed and fetched everything; what is not by then, the checks will show. */
  async #heal(): Promise<void> {
    const end = performance.now() + healMsMax;
    while (performance.now() < end && (await this.#hasScheduled())) await Bun.sleep(50);
    let quietSince = performance.now();
    while (performance.now() < end && performance.now() - quietSince < 500) {
      await Bun.sleep(20);
      if (!this.#devices.every((device) => device.isSettled)) quietSince = performance.now();
    }
    for (const device of this.#devices) {
      if (!device.isSettled) this.#history.oddities.push(`device ${device.record.device} did not settle`);
    }
    this.#receiver.isMoody = false;
    const toldEnd = performance.now() + healMsMax;
    while (performance.now() < toldEnd && !this.#receiver.hasNewest(this.#newestMessages()))
      await Bun.sleep(50);
  }

  /** By conversation the last message that any device knows. */
  #newestMessages(): Map<number, number> {
    const { prints } = this.#history;
    const revs = new Map<number, number>();
    for (const { record } of this.#devices) {
      for (const [id, given] of record.given) {
        const place = given.prints.findLastIndex((print) => prints.textOf(print).startsWith("sent "));
        if (place >= 0) revs.set(id, Math.max(revs.get(id) ?? 0, place + 1));
      }
    }
    return revs;
  }

  /** Whether a message is still to be sent by the server itself. */
  async #hasScheduled(): Promise<boolean> {
    const lists = this.#tokens.map((token) => this.#post("message.listScheduled", {}, token));
    try {
      return (await Promise.all(lists)).some((list) => (list as { scheduled: [] }).scheduled.length > 0);
    } catch {
      // Its database is on its way back.
      return true;
    }
  }

  /** Everything again by fresh connections, which share no record with the devices. */
  async #readBack(): Promise<Snapshot[]> {
    const snapshots: Snapshot[] = [];
    for (const reader of this.#readers) {
      if (this.#url === null || !(await reader.connect(this.#url)))
        throw new Error("a last reader was refused");
      snapshots.push(await readAsUser(reader, this.#history));
      reader.close();
    }
    for (const uploader of this.#uploaders) await uploader.readBack();
    return snapshots;
  }
}
