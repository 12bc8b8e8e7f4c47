/**
 * A server without a machine: the real engine on a real SQLite file, the real delivery, calls and sessions, and in
 * place of threads, network and cryptography what a seed decides. Dies and starts again on the same file.
 */

import { ParleyError } from "@parley/protocol";
import type { Socket } from "../../src/delivery/connection.ts";
import { createDelivery, type Delivery } from "../../src/delivery/delivery.ts";
import { createEngine, type Engine } from "../../src/engine/engine.ts";
import type { Ports } from "../../src/engine/operation.ts";
import type { Store } from "../../src/engine/ports/store.ts";
import { openSqliteStore } from "../../src/store/sqlite/store.ts";
import { createCalls } from "../../src/transport/calls.ts";
import { createGreeter } from "../../src/transport/hello.ts";
import { createSessions, type Session, type Sessions } from "../../src/transport/session.ts";
import type { Random } from "../crash/random.ts";
import { stillPorts } from "../support/still-ports.ts";
import { createFaultyBus, type Faults } from "./faulty-bus.ts";
import type { Scheduler } from "./scheduler.ts";

const sweepMs = 500;

interface Life {
  readonly store: Store;
  readonly engine: Engine;
  readonly delivery: Delivery;
  readonly sessions: Sessions;
  readonly open: Set<Session>;
  isOver: boolean;
}

export class SimulatedServer {
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #path: string;
  readonly #faults: Faults;
  /** Failures of the program itself. */
  readonly failures: string[] = [];
  #life: Life;

  constructor(scheduler: Scheduler, random: Random, path: string, faults: Faults) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#path = path;
    this.#faults = faults;
    this.#life = this.#begin();
  }

  get store(): Store {
    return this.#life.store;
  }

  /** Which of its lives this is: what belongs to an earlier one is dead. */
  get life(): object {
    return this.#life;
  }

  /** Makes an account; its number is its token. */
  register(username: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#life.engine.call({
        actor: { kind: "anonymous" },
        method: "account.register",
        argsText: JSON.stringify({ username, password: "correct horse" }),
        address: "",
        answer: (reply) =>
          reply.ok
            ? resolve((JSON.parse(reply.text) as { user: { id: number } }).user.id)
            : reject(reply.error),
      });
    });
  }

  open(socket: Socket): Session {
    const session = this.#life.sessions.open(socket, "10.0.0.1");
    this.#life.open.add(session);
    return session;
  }

  receive(session: Session, text: string): void {
    this.#life.sessions.receive(session, text);
  }

  confirm(session: Session, payload: string): void {
    this.#life.sessions.confirm(session, payload);
  }

  close(session: Session): void {
    if (this.#life.open.delete(session)) this.#life.sessions.close(session);
  }

  /** Dies as it stands: nobody hears of anything any more. What was committed is in the file. */
  async restart(): Promise<void> {
    const dead = this.#life;
    dead.isOver = true;
    await dead.engine.drain();
    await dead.store.close();
    this.#life = this.#begin();
  }

  async stop(): Promise<void> {
    this.#life.isOver = true;
    await this.#life.engine.drain();
    await this.#life.store.close();
  }

  #begin(): Life {
    const clock = this.#scheduler;
    const store = openSqliteStore({
      path: this.#path,
      durability: "normal",
      newEpoch: () => "epoch",
      onBroken: (error) => this.failures.push(String(error)),
    });
    const bus = createFaultyBus(this.#scheduler, this.#random, this.#faults);
    const engine = createEngine({
      store,
      ports: this.#ports(),
      tell: (batch) => {
        if (!life.isOver) bus.publish(batch);
      },
      sendMail: () => undefined,
      afterArrivals: (resolve) => void setImmediate(resolve),
      reportFailure: (error, method) => this.failures.push(`${method}: ${String(error)}`),
    });
    const delivery = createDelivery({
      bus: {
        publish: bus.publish,
        subscribe: (listener) => bus.subscribe((batch) => life.isOver || listener(batch)),
      },
      clock,
      loadAudience: (conversationId) => store.reader.members.audience(conversationId),
      onEndedSession: () => undefined,
    });
    const rateLimits = { take: () => 0, sweep: () => undefined };
    const calls = createCalls({ engine, delivery, rateLimits });
    const greet = createGreeter({
      ...{ engine, clock, epoch: store.epoch, authenticate },
      isEnded: () => false,
      noteActivity: () => undefined,
    });
    const reportFailure = (error: unknown) => {
      throw error;
    };
    const sessions = createSessions({
      calls,
      delivery,
      clock,
      greet,
      onLive: () => undefined,
      reportFailure,
    });
    const life: Life = { store, engine, delivery, sessions, open: new Set(), isOver: false };
    this.#tick(life);
    return life;
  }

  /** What the real server's timers do. */
  #tick(life: Life): void {
    if (life.isOver) return;
    life.delivery.sweep();
    life.engine.tellPosition();
    this.#scheduler.after(sweepMs, () => this.#tick(life));
  }

  #ports(): Ports {
    const random = this.#random;
    return {
      ...stillPorts,
      clock: this.#scheduler,
      ids: {
        uuid: () => random.uuid(this.#scheduler.now()),
        digits: () => "123456",
        secret: () => random.uuid(this.#scheduler.now()),
      },
      passwords: {
        ...stillPorts.passwords,
        hash: async (password) => `hash of ${password}`,
        verify: async () => true,
      },
      tokens: {
        issueAccess: ({ userId }, now) => ({ token: String(userId), expiresAt: now + 3_600_000 }),
        issueRefresh: (sessionId, generation) => `${sessionId}.${generation}`,
        readRefresh: () => null,
        digest: (text) => text,
      },
      options: {
        ...stillPorts.options,
        refreshTokenTtlMs: 3_600_000,
        // They all write to each other, contacts or not.
        strangerMessages: "unlimited",
      },
    };
  }
}

async function authenticate(token: string) {
  const userId = Number(token);
  if (!Number.isSafeInteger(userId)) throw new ParleyError("unauthenticated");
  return { kind: "user", userId, role: "user", sessionId: `session of ${token}` } as const;
}
