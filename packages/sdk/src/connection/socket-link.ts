import type {
  Device,
  HelloParams,
  HelloResult,
  PushFrame,
  ServerFrame,
  SessionEndReason,
} from "@parley/protocol";
import { closeAdvice, closeCodes } from "@parley/protocol/close-codes";
import { errorCodes, ParleyError } from "@parley/protocol/errors";
import { protocolVersion } from "@parley/protocol/version";
import type { KickReason } from "../api.ts";
import type { Platform, SocketPort, Timer } from "../platform/platform.ts";
import { Cell } from "../state/cell.ts";
import { backOffMs } from "./back-off.ts";
import { CallQueue } from "./call-queue.ts";
import type { Credentials, Link, LinkHandlers, LinkState } from "./link.ts";

/** No reply to `hello` within this time: the socket is given up. */
const helloTimeoutMs = 10_000;
/** A connection that held this long starts the back-off anew. */
const stableAfterMs = 5_000;
/** After so long without a frame the server is asked for a sign of life, which must come within `probeTimeoutMs`. */
const quietMs = 60_000;
const probeTimeoutMs = 5_000;

export interface SocketLinkOptions {
  /** `ws://` or `wss://`, the path included. */
  readonly url: string;
  readonly platform: Platform;
  readonly credentials: Credentials;
  readonly device: () => Device;
  readonly handlers: LinkHandlers;
}

interface Attempt {
  readonly socket: SocketPort;
  readonly token: string;
  readonly helloId: number;
  readonly helloTimer: Timer;
}

/** A link with a socket of its own: connects, says `hello`, reconnects, and notices a socket that died silently. */
export class SocketLink implements Link {
  readonly state = new Cell<LinkState>({ status: "signed-out" });
  readonly #options: SocketLinkOptions;
  readonly #calls: CallQueue;
  /** Grows with every start, stop and new socket; what belongs to an older one is ignored. */
  #generation = 0;
  #isStarted = false;
  #attempts = 0;
  #attempt: Attempt | null = null;
  #refusedToken: string | null = null;
  #retryTimer: Timer = null;
  #quietTimer: Timer = null;
  #reconnectAfterMs: number | null = null;
  #onlineSince = 0;
  #lastFrameAt = 0;
  #frameCount = 0;
  #isProbing = false;
  #eventCount = 0;
  #sessionEnd: SessionEndReason | null = null;

  constructor(options: SocketLinkOptions) {
    this.#options = options;
    this.#calls = new CallQueue(options.platform, () => this.#probe());
  }

  call(op: string, args: unknown, timeoutMs: number): Promise<unknown> {
    const { status } = this.state.get();
    if (status === "closed" || status === "kicked" || status === "expired" || status === "signed-out") {
      return Promise.reject(
        new ParleyError("unauthenticated", { message: `There is no session (${status}).` }),
      );
    }
    return this.#calls.call(op, args, timeoutMs);
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#attempts = 0;
    this.#refusedToken = null;
    void this.#connect();
  }

  stop(state: LinkState): void {
    this.#isStarted = false;
    this.#drop(1000);
    this.#options.platform.clearTimer(this.#retryTimer);
    this.#calls.rejectAll(new ParleyError("unavailable", { message: "The connection was ended." }));
    this.state.set(state);
  }

  wake(): void {
    if (!this.#isStarted) return;
    const { status } = this.state.get();
    if (status === "offline") {
      this.#options.platform.clearTimer(this.#retryTimer);
      void this.#connect();
    } else if (status === "online") {
      this.#probe();
    }
  }

  loseNetwork(): void {
    const { status } = this.state.get();
    if (this.#isStarted && (status === "online" || status === "connecting")) this.#lose(1006);
  }

  async #connect(): Promise<void> {
    const { platform, credentials, url } = this.#options;
    this.#generation += 1;
    const generation = this.#generation;
    this.#sessionEnd = null;
    this.#attempts += 1;
    this.state.set({ status: "connecting", attempt: this.#attempts });
    let token: string | null;
    try {
      token = await credentials.accessToken(this.#refusedToken);
    } catch (failure) {
      if (generation === this.#generation) this.#retryLater(failure);
      return;
    }
    if (generation !== this.#generation) return;
    if (token === null) {
      this.stop({ status: "expired" });
      return;
    }
    try {
      this.#open(platform.openSocket(url), token, generation);
    } catch (failure) {
      platform.warn("the socket could not be opened", failure);
      this.#retryLater(failure);
    }
  }

  #open(socket: SocketPort, token: string, generation: number): void {
    const { platform } = this.#options;
    const isCurrent = () => generation === this.#generation;
    const helloTimer = platform.setTimer(() => {
      if (isCurrent()) this.#lose(1006);
    }, helloTimeoutMs);
    const attempt: Attempt = { socket, token, helloId: this.#calls.nextId(), helloTimer };
    this.#attempt = attempt;
    socket.onopen = () => {
      if (!isCurrent()) return;
      const args: HelloParams = { token, protocol: protocolVersion, device: this.#options.device() };
      socket.send(JSON.stringify({ id: attempt.helloId, op: "hello", args }));
    };
    socket.onmessage = (event) => {
      if (isCurrent() && typeof event.data === "string") this.#takeText(event.data, attempt);
    };
    socket.onclose = (event) => {
      if (isCurrent()) this.#lose(event.code);
    };
  }

  #takeText(text: string, attempt: Attempt): void {
    this.#lastFrameAt = this.#options.platform.now();
    this.#frameCount += 1;
    const parsed = JSON.parse(text) as ServerFrame | ServerFrame[];
    const pushes: PushFrame[] = [];
    for (const frame of Array.isArray(parsed) ? parsed : [parsed]) {
      if ("ev" in frame) this.#takePush(frame, pushes);
      else if (frame.id === attempt.helloId) this.#takeHello(frame, attempt);
      else this.#calls.takeReply(frame);
    }
    if (pushes.length > 0) this.#options.handlers.onPushes(pushes);
  }

  #takeHello(reply: Exclude<ServerFrame, PushFrame>, attempt: Attempt): void {
    const { platform, handlers } = this.#options;
    platform.clearTimer(attempt.helloTimer);
    if ("error" in reply) {
      const { code, retryAfterMs } = reply.error;
      this.#reconnectAfterMs = retryAfterMs ?? null;
      if (code === "version_unsupported") this.#lose(closeCodes.versionUnsupported);
      else if (errorCodes[code]?.retry === "token") this.#lose(closeCodes.tokenExpired);
      else this.#lose(closeCodes.restarting);
      return;
    }
    const hello = reply.ok as HelloResult;
    this.#eventCount = 0;
    this.#refusedToken = null;
    this.#onlineSince = platform.now();
    this.#calls.open((text) => attempt.socket.send(text), hello.window);
    this.#watchQuiet();
    handlers.onReady(hello);
    this.state.set({ status: "online" });
  }

  #takePush(push: PushFrame, others: PushFrame[]): void {
    switch (push.ev) {
      case "connection.position":
        if (push.events > this.#eventCount) {
          this.#eventCount = push.events;
          this.#options.handlers.onCatchUp();
        }
        return;
      case "connection.behind":
        this.#options.handlers.onCatchUp();
        return;
      case "connection.closing":
        this.#reconnectAfterMs = push.reconnectAfterMs;
        return;
      case "forceLogout":
        this.#sessionEnd = push.reason;
        others.push(push);
        return;
      default:
        if ("rev" in push) this.#eventCount += 1;
        others.push(push);
    }
  }

  /** The socket is closed, or as good as: what comes next is said by the code. */
  #lose(code: number): void {
    const token = this.#attempt?.token ?? null;
    const { platform } = this.#options;
    const advice = closeAdvice(code);
    const wasStable =
      this.state.get().status === "online" && platform.now() - this.#onlineSince >= stableAfterMs;
    this.#drop(1000);
    if (advice === "stop") {
      const sessionEnd = this.#sessionEnd === null ? {} : { sessionEnd: this.#sessionEnd };
      this.stop({ status: "kicked", code, reason: kickReason(code), ...sessionEnd });
      return;
    }
    if (advice === "reconnect-with-new-token") this.#refusedToken = token;
    if (wasStable) this.#attempts = 0;
    this.#retryLater(null);
  }

  #retryLater(failure: unknown): void {
    const { platform } = this.#options;
    const hint = failure instanceof ParleyError ? failure.retryAfterMs : this.#reconnectAfterMs;
    this.#reconnectAfterMs = null;
    const afterMs = hint ?? backOffMs(Math.max(1, this.#attempts), platform.random);
    this.state.set({ status: "offline", retryAt: platform.now() + afterMs, attempt: this.#attempts });
    this.#retryTimer = platform.setTimer(() => void this.#connect(), afterMs);
  }

  /** Lets go of the socket without a word to anybody else. */
  #drop(code: number): void {
    this.#generation += 1;
    const { platform } = this.#options;
    platform.clearTimer(this.#quietTimer);
    const attempt = this.#attempt;
    this.#attempt = null;
    if (attempt !== null) {
      platform.clearTimer(attempt.helloTimer);
      attempt.socket.onclose = null;
      attempt.socket.onmessage = null;
      attempt.socket.close(code);
    }
    this.#calls.shut();
  }

  #watchQuiet(): void {
    const { platform } = this.#options;
    platform.clearTimer(this.#quietTimer);
    this.#quietTimer = platform.setTimer(() => {
      if (platform.now() - this.#lastFrameAt >= quietMs) this.#probe();
      this.#watchQuiet();
    }, quietMs / 2);
  }

  /** Pings of the server are not seen by a page, so a sign of life is a call that any account may make. */
  #probe(): void {
    if (this.#isProbing || this.state.get().status !== "online") return;
    const { platform } = this.#options;
    const generation = this.#generation;
    const framesBefore = this.#frameCount;
    this.#isProbing = true;
    const settle = () => {
      this.#isProbing = false;
    };
    platform.setTimer(() => {
      if (generation === this.#generation && this.#frameCount === framesBefore) this.#lose(1006);
    }, probeTimeoutMs);
    this.#calls.call("account.me", {}, probeTimeoutMs).then(settle, settle);
  }
}

function kickReason(code: number): KickReason {
  switch (code) {
    case closeCodes.sessionEnded:
      return "session-ended";
    case closeCodes.versionUnsupported:
      return "version-unsupported";
    case closeCodes.protocolViolation:
      return "protocol-violation";
    default:
      return "refused";
  }
}
