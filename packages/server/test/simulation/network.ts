/**
 * The wires between clients and server: frames keep their order on each connection and take their time; a connection
 * can break with frames on their way, and either end may learn of it long after the other.
 */
import type { SocketPort } from "../../../sdk/src/platform/platform.ts";
import type { Session } from "../../src/transport/session.ts";
import type { Random } from "../crash/random.ts";
import type { Faults } from "./faulty-bus.ts";
import type { Scheduler } from "./scheduler.ts";
import type { SimulatedServer } from "./simulated-server.ts";

/** Above this a peer that does not read makes frames wait in the server. */
const kernelBytes = 2_000;
const backpressureBytesMax = 1024 * 1024;

export class Network {
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #server: SimulatedServer;
  readonly #faults: Faults;
  readonly #wires = new Set<Wire>();
  /** What travelled, for comparing two runs of one seed. */
  readonly transcript = new Bun.CryptoHasher("sha256");

  constructor(scheduler: Scheduler, random: Random, server: SimulatedServer, faults: Faults) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#server = server;
    this.#faults = faults;
  }

  open(owner: number): SocketPort {
    const port: SocketPort = {
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      send: (text) => wire.toServer(() => wire.session !== null && this.#server.receive(wire.session, text)),
      close: () => wire.closeByClient(),
    };
    const wire = new Wire(owner, port, this.#server.life, {
      later: (ms, run) => void this.#scheduler.after(ms, run),
      now: () => this.#scheduler.now(),
      delayMs: () => (this.#faults.isHealed ? 1 : this.#random.integer(1, wire.isSlow ? 900 : 60)),
      isAlive: () => wire.life === this.#server.life,
      note: (text) => void this.transcript.update(text),
      end: () => {
        this.#wires.delete(wire);
        if (wire.session !== null) this.#server.close(wire.session);
      },
    });
    wire.isSlow = this.#random.chance(0.15);
    this.#wires.add(wire);
    wire.toServer(() => this.#accept(wire));
    return port;
  }

  /** Cuts one client's connections. */
  cut(owner: number): void {
    for (const wire of this.#wires) if (wire.owner === owner) this.#break(wire);
  }

  cutAll(): void {
    for (const wire of this.#wires) this.#break(wire);
  }

  #accept(wire: Wire): void {
    wire.session = this.#server.open({
      send: (text) => wire.sendToClient(text),
      ping: (payload) =>
        wire.toClient(0, () =>
          wire.toServer(() => wire.session !== null && this.#server.confirm(wire.session, payload)),
        ),
      close: (code) => wire.closeByServer(code),
      bufferedBytes: () => Math.max(0, wire.bytesToClient - kernelBytes),
    });
    wire.toClient(0, () => wire.port.onopen?.());
  }

  #break(wire: Wire): void {
    wire.cut(this.#random.integer(0, 2_000), this.#random.integer(0, 2_000));
  }
}

interface WireParts {
  later(ms: number, run: () => void): void;
  now(): number;
  delayMs(): number;
  /** Whether the server's life that accepted it goes on. */
  isAlive(): boolean;
  note(text: string): void;
  /** The server's end learns that it is over. */
  end(): void;
}

class Wire {
  readonly owner: number;
  readonly port: SocketPort;
  readonly life: object;
  readonly #parts: WireParts;
  session: Session | null = null;
  isSlow = false;
  bytesToClient = 0;
  #isCut = false;
  #isClientTold = false;
  #serverHeardAt = 0;
  #clientHeardAt = 0;

  constructor(owner: number, port: SocketPort, life: object, parts: WireParts) {
    this.owner = owner;
    this.port = port;
    this.life = life;
    this.#parts = parts;
  }

  toServer(run: () => void): void {
    const { delayMs, isAlive, later, now } = this.#parts;
    this.#serverHeardAt = Math.max(this.#serverHeardAt, now() + delayMs());
    later(this.#serverHeardAt - now(), () => {
      if (!this.#isCut && isAlive()) run();
    });
  }

  toClient(bytes: number, run: () => void): void {
    const { delayMs, later, now } = this.#parts;
    this.bytesToClient += bytes;
    this.#clientHeardAt = Math.max(this.#clientHeardAt, now() + delayMs());
    later(this.#clientHeardAt - now(), () => {
      this.bytesToClient -= bytes;
      if (!this.#isCut && !this.#isClientTold) run();
    });
  }

  sendToClient(text: string): number {
    if (this.bytesToClient > backpressureBytesMax) return 0;
    this.toClient(text.length, () => {
      this.#parts.note(`${this.owner} ${this.#parts.now()} ${text}\n`);
      this.port.onmessage?.({ data: text });
    });
    return text.length;
  }

  closeByServer(code: number): void {
    this.toClient(0, () => this.#tellClient(code));
    this.#parts.later(0, () => this.#parts.end());
  }

  closeByClient(): void {
    this.toServer(() => this.#parts.end());
    this.#parts.later(0, () => this.#tellClient(1005));
  }

  cut(serverHearsMs: number, clientHearsMs: number): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#parts.later(serverHearsMs, () => this.#parts.end());
    this.#parts.later(clientHearsMs, () => this.#tellClient(1006));
  }

  #tellClient(code: number): void {
    if (this.#isClientTold) return;
    this.#isClientTold = true;
    this.port.onclose?.({ code });
  }
}
