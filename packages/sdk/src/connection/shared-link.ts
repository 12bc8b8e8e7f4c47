/**
 * One connection for all tabs of a browser. The tab that holds the lock has the socket; the others call through it and
 * hear every push from it over a channel. When it ends, in whatever way, the browser gives the lock to another.
 * Owns the election and the words between tabs; the socket is `SocketLink`'s. Invariant: a tab is handed the pushes of
 * one leader only, and after each change of leader `onReady`, so that it fetches what lay between.
 */
import type { HelloResult, PushFrame } from "@parley/protocol";
import { ParleyError, type WireError } from "@parley/protocol/errors";
import { randomUuid } from "../platform/message-id.ts";
import type { ChannelPort, LockPort, Platform, Timer } from "../platform/platform.ts";
import { Cell } from "../state/cell.ts";
import { backOffMs } from "./back-off.ts";
import { defaultCallTimeoutMs, type Link, type LinkHandlers, type LinkState } from "./link.ts";
import type { Peers } from "./peers.ts";
import { WatchLists } from "./watch-lists.ts";

type Word =
  | { kind: "join" }
  | { kind: "wake" }
  | { kind: "leader"; leader: string; state: LinkState; hello: HelloResult | null; hellos: number }
  | { kind: "pushes"; leader: string; pushes: readonly PushFrame[] }
  | { kind: "catchUp"; leader: string }
  | { kind: "call"; tab: string; leader: string; id: number; op: string; args: unknown; timeoutMs: number }
  | { kind: "reply"; tab: string; id: number; ok?: unknown; error?: WireError }
  | { kind: "peer"; topic: string; body: unknown };

interface RemoteCall {
  readonly op: string;
  readonly args: unknown;
  readonly timeoutMs: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: ParleyError) => void;
  readonly timer: Timer;
  isSent: boolean;
}

export interface SharedLinkOptions {
  readonly name: string;
  readonly platform: Platform;
  readonly locks: LockPort;
  readonly channel: ChannelPort;
  readonly handlers: LinkHandlers;
  /** Makes the link with the socket, when this tab becomes the leader. */
  readonly openOwn: (handlers: LinkHandlers) => Link;
  /** Called before the leader connects: what another tab wrote last is read again. */
  readonly beforeLeading: () => Promise<void>;
}

export class SharedLink implements Link, Peers {
  readonly state = new Cell<LinkState>({ status: "signed-out" });
  readonly isLeader = new Cell(false);
  readonly #options: SharedLinkOptions;
  readonly #tab: string;
  readonly #topics = new Map<string, (body: unknown) => void>();
  readonly #calls = new Map<number, RemoteCall>();
  readonly #watchLists = new WatchLists();
  readonly #ending = new AbortController();
  #release: () => void = () => undefined;
  #endTab: () => void = () => undefined;
  #own: Link | null = null;
  #leader: string | null = null;
  #hello: HelloResult | null = null;
  #hellos = 0;
  #seenHello = "";
  #lastId = 0;
  #isWanted = false;

  constructor(options: SharedLinkOptions) {
    this.#options = options;
    this.#tab = randomUuid(options.platform);
    options.channel.onmessage = (word) => this.#hear(word as Word);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#endTab = resolve;
    void this.#hold(tabLock(options.name, this.#tab), () => promise);
    this.#say({ kind: "join" });
    void this.#hold(options.name, () => this.#lead());
  }

  call(op: string, args: unknown, timeoutMs: number): Promise<unknown> {
    if (this.#own !== null) return this.#callOwn(this.#tab, op, args, timeoutMs);
    const { status } = this.state.get();
    if (status === "closed") return Promise.reject(new ParleyError("unavailable"));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = this.#options.platform.setTimer(() => this.#settle(id)?.reject(noAnswer()), timeoutMs);
      this.#calls.set(id, { op, args, timeoutMs, resolve, reject, timer, isSent: false });
      this.#sendWaiting();
    });
  }

  start(): void {
    this.#isWanted = true;
    if (this.#own !== null) this.#own.start();
    else if (this.state.get().status === "signed-out") this.state.set({ status: "connecting", attempt: 1 });
  }

  stop(state: LinkState): void {
    this.#isWanted = false;
    if (state.status === "closed") {
      this.#close();
      return;
    }
    if (this.#own !== null) this.#own.stop(state);
    else this.state.set(state);
  }

  wake(): void {
    if (this.#own !== null) this.#own.wake();
    else this.#say({ kind: "wake" });
  }

  loseNetwork(): void {
    // The leader hears of it as well; should it have missed it, a check of life finds out.
    if (this.#own !== null) this.#own.loseNetwork();
    else this.#say({ kind: "wake" });
  }

  post(topic: string, body: unknown): void {
    this.#say({ kind: "peer", topic, body });
  }

  on(topic: string, handler: (body: unknown) => void): void {
    this.#topics.set(topic, handler);
  }

  #close(): void {
    this.#own?.stop({ status: "closed" });
    for (const id of [...this.#calls.keys()]) this.#settle(id)?.reject(noAnswer());
    this.#ending.abort();
    this.#release();
    this.#endTab();
    this.#options.channel.close();
    this.state.set({ status: "closed" });
  }

  /** Never rejects: a lock that could not be had is asked for again. */
  async #hold(name: string, whileHeld: () => Promise<void>): Promise<void> {
    const { locks, platform } = this.#options;
    for (let attempt = 1; !this.#ending.signal.aborted; attempt++) {
      try {
        await locks.hold(name, whileHeld, this.#ending.signal);
        return;
      } catch (failure) {
        platform.warn("a lock between tabs could not be held", failure);
        await new Promise<void>((resolve) => platform.setTimer(resolve, backOffMs(attempt, platform.random)));
      }
    }
  }

  /** Holds the lock until this tab is closed. */
  async #lead(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#release = resolve;
    try {
      await this.#options.beforeLeading();
    } catch (failure) {
      // A leader that knows too little is better than none: what it lacks it reads again when it needs it.
      this.#options.platform.warn("what another tab wrote could not be read", failure);
    }
    if (this.#ending.signal.aborted) return;
    const own = this.#options.openOwn({
      onReady: (hello) => {
        this.#hello = hello;
        this.#hellos += 1;
        this.#announce();
        this.#options.handlers.onReady(hello);
      },
      onPushes: (pushes) => {
        this.#say({ kind: "pushes", leader: this.#tab, pushes });
        this.#options.handlers.onPushes(pushes);
      },
      onCatchUp: () => {
        this.#say({ kind: "catchUp", leader: this.#tab });
        this.#options.handlers.onCatchUp();
      },
    });
    this.#own = own;
    this.#leader = this.#tab;
    own.state.subscribe((state) => {
      if (state.status === "signed-out" && this.#isWanted) return;
      if (state.status !== "online") this.#hello = null;
      this.state.set(state);
      // What is online says so with its hello.
      if (state.status !== "online") this.#announce();
    });
    this.isLeader.set(true);
    if (this.#isWanted) own.start();
    this.#takeOverCalls();
    await promise;
  }

  #takeOverCalls(): void {
    for (const id of [...this.#calls.keys()]) {
      const call = this.#settle(id);
      if (call === undefined) continue;
      if (call.isSent) call.reject(noAnswer());
      else this.#callOwn(this.#tab, call.op, call.args, call.timeoutMs).then(call.resolve, call.reject);
    }
  }

  #announce(): void {
    const { status } = this.state.get();
    const state: LinkState =
      this.#hello !== null && status !== "online" ? { status: "online" } : this.state.get();
    this.#say({ kind: "leader", leader: this.#tab, state, hello: this.#hello, hellos: this.#hellos });
  }

  #hear(word: Word): void {
    switch (word.kind) {
      case "peer":
        this.#topics.get(word.topic)?.(word.body);
        return;
      case "join":
        if (this.#own !== null) this.#announce();
        return;
      case "wake":
        this.#own?.wake();
        return;
      case "call":
        if (word.leader === this.#tab) void this.#serve(word);
        return;
      case "reply":
        if (word.tab === this.#tab) this.#takeReply(word);
        return;
      case "leader":
        if (this.#own === null) this.#followLeader(word);
        return;
      case "pushes":
        if (word.leader === this.#leader && this.#own === null) this.#options.handlers.onPushes(word.pushes);
        return;
      case "catchUp":
        if (word.leader === this.#leader && this.#own === null) this.#options.handlers.onCatchUp();
        return;
      default:
        word satisfies never;
    }
  }

  #followLeader(word: Word & { kind: "leader" }): void {
    if (word.leader !== this.#leader) {
      this.#leader = word.leader;
      for (const [id, call] of [...this.#calls]) {
        if (call.isSent) this.#settle(id)?.reject(noAnswer());
      }
    }
    this.#sendWaiting();
    const seen = `${word.leader}:${word.hellos}`;
    if (word.hello !== null && seen !== this.#seenHello) {
      this.#seenHello = seen;
      this.#options.handlers.onReady(word.hello);
    }
    this.state.set(word.state);
  }

  #sendWaiting(): void {
    const leader = this.#leader;
    if (leader === null) return;
    for (const [id, call] of this.#calls) {
      if (call.isSent) continue;
      call.isSent = true;
      const { op, args, timeoutMs } = call;
      this.#say({ kind: "call", tab: this.#tab, leader, id, op, args, timeoutMs });
    }
  }

  async #serve({ tab, id, op, args, timeoutMs }: Word & { kind: "call" }): Promise<void> {
    try {
      this.#say({ kind: "reply", tab, id, ok: await this.#callOwn(tab, op, args, timeoutMs) });
    } catch (failure) {
      const error = failure instanceof ParleyError ? failure : new ParleyError("internal");
      this.#say({ kind: "reply", tab, id, error: error.toWire() });
    }
  }

  #takeReply({ id, ok, error }: Word & { kind: "reply" }): void {
    const call = this.#settle(id);
    if (error === undefined) call?.resolve(ok);
    else call?.reject(ParleyError.fromWire(error));
  }

  #settle(id: number): RemoteCall | undefined {
    const call = this.#calls.get(id);
    if (call === undefined) return undefined;
    this.#calls.delete(id);
    this.#options.platform.clearTimer(call.timer);
    return call;
  }

  #callOwn(tab: string, op: string, args: unknown, timeoutMs: number): Promise<unknown> {
    if (this.#own === null) return Promise.reject(noAnswer());
    if (op !== "presence.watch") return this.#own.call(op, args, timeoutMs);
    if (tab !== this.#tab && !this.#watchLists.has(tab)) this.#forgetWhenEnded(tab);
    this.#watchLists.set(tab, (args as { userIds: number[] }).userIds);
    return this.#own.call(op, { userIds: this.#watchLists.merged() }, timeoutMs);
  }

  /** A tab holds a lock of its own for as long as it lives, so whoever is given that lock next knows that it ended. */
  #forgetWhenEnded(tab: string): void {
    void this.#hold(tabLock(this.#options.name, tab), async () => {
      this.#watchLists.delete(tab);
      if (this.#own?.state.get().status !== "online") return;
      const userIds = this.#watchLists.merged();
      // A lost connection is followed by another, on which every tab tells its list anew.
      this.#own.call("presence.watch", { userIds }, defaultCallTimeoutMs).catch(() => undefined);
    });
  }

  #say(word: Word): void {
    if (!this.#ending.signal.aborted) this.#options.channel.post(word);
  }
}

function tabLock(name: string, tab: string): string {
  return `${name}/tab/${tab}`;
}

function noAnswer(): ParleyError {
  return new ParleyError("unavailable", { message: "The tab that holds the connection did not answer." });
}
