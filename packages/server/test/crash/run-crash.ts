/**
 * The crash test: the real server under load from many devices, killed without warning again and again on the same
 * data, then healed, read back and judged (F-01). Owns the order of it all; what holds is checks.ts's to say.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CheckName, judge, type Snapshot } from "./checks.ts";
import { type CrashDatabase, createCrashDatabase, type DatabaseName } from "./crash-database.ts";
import { Device } from "./device.ts";
import { History } from "./history.ts";
import { Random } from "./random.ts";
import { readAsUser } from "./read-back.ts";
import { ServerProcess } from "./server-process.ts";
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

export interface CrashResult {
  readonly seed: number;
  readonly database: string;
  readonly kills: number;
  readonly seconds: number;
  readonly messages: number;
  readonly attempts: number;
  readonly confirmed: number;
  readonly undecidedAttempts: number;
  readonly recalls: number;
  readonly conversations: number;
  readonly connections: number;
  readonly pushes: number;
  readonly startMs: Spread;
  /** From the return of a database that was killed under its server until the next confirmed message. */
  readonly returnMs: Spread;
  readonly complaints: readonly string[];
  readonly faults: Record<CheckName, { readonly count: number; readonly first: readonly string[] }>;
  readonly hasPassed: boolean;
}

interface Spread {
  readonly median: number;
  readonly most: number;
}

const userCount = 8;
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
  readonly #devices: Device[] = [];
  readonly #readers: Device[] = [];
  readonly #startMs: number[] = [];
  readonly #returnMs: number[] = [];
  #url: string | null = null;

  constructor(options: CrashOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
  }

  async run(): Promise<CrashResult> {
    const folder = mkdtempSync(join(tmpdir(), "parley-crash-"));
    const database = await createCrashDatabase(this.#options.database, folder);
    if (database.process !== null) this.#history.passingRefusals.add("unavailable");
    const server = new ServerProcess({ folder, databaseUrl: database.url, program: this.#options.program });
    const startedAt = performance.now();
    try {
      await this.#start(server);
      const workloads = await this.#populate();
      const running = [
        ...workloads.map((load) => load.run()),
        ...this.#devices.map((device) => this.#keep(device)),
      ];
      for (let kill = 1; kill <= this.#options.kills; kill += 1) {
        await this.#killOnce(server, database.process, kill);
        if (kill % 50 === 0) this.#options.report(`${kill} kills, ${this.#history.sends.size} messages`);
      }
      for (const load of workloads) load.stop();
      await this.#heal();
      const readers = await this.#readBack();
      this.#url = null;
      await server.kill("SIGTERM");
      for (const device of [...this.#devices, ...this.#readers]) device.close();
      this.#isOver = true;
      await Promise.all(running);
      return this.#result(
        await database.readBack(this.#history),
        readers,
        server,
        performance.now() - startedAt,
      );
    } finally {
      this.#isOver = true;
      await server.kill("SIGKILL").catch(() => undefined);
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
    let quietSince = performance.now();
    while (performance.now() < end && performance.now() - quietSince < 500) {
      await Bun.sleep(20);
      if (!this.#devices.every((device) => device.isSettled)) quietSince = performance.now();
    }
    for (const device of this.#devices) {
      if (!device.isSettled) this.#history.oddities.push(`device ${device.record.device} did not settle`);
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
    return snapshots;
  }

  #result(database: Snapshot, readers: Snapshot[], server: ServerProcess, ms: number): CrashResult {
    const history = this.#history;
    const verdict = judge({ history, database, readers });
    const faults = Object.fromEntries(
      Object.entries(verdict).map(([name, list]) => [name, { count: list.length, first: list.slice(0, 5) }]),
    ) as unknown as CrashResult["faults"];
    const attempts = [...history.sends.values()].flatMap((send) => send.attempts);
    const count = (status: string) => attempts.filter(({ outcome }) => outcome?.status === status).length;
    return {
      seed: this.#options.seed,
      database: this.#options.database,
      kills: this.#options.kills,
      seconds: Math.round(ms / 1000),
      messages: history.sends.size,
      attempts: attempts.length,
      confirmed: count("ok"),
      undecidedAttempts: count("unknown"),
      recalls: [...history.recalls.values()].filter((recall) => recall.confirmedAt !== null).length,
      conversations: database.conversations.size,
      connections: history.connections.length,
      pushes: history.connections.reduce(
        (sum, { pushed }) => sum + [...pushed.values()].reduce((part, revs) => part + revs.length, 0),
        0,
      ),
      startMs: spreadOf(this.#startMs),
      returnMs: spreadOf(this.#returnMs),
      complaints: oneOfEach(server.complaints).slice(0, 20),
      faults,
      hasPassed: Object.values(verdict).every((list) => list.length === 0) && history.sends.size > 0,
    };
  }
}

/** While a database is away every call of every client fails alike. */
function oneOfEach(lines: readonly string[]): string[] {
  const kindOf = (line: string) => /"error":"[^"]*"/.exec(line)?.[0] ?? line;
  return [...new Map(lines.map((line) => [kindOf(line), line])).values()];
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: Math.round(sorted[sorted.length >> 1] ?? 0), most: Math.round(sorted.at(-1) ?? 0) };
}
