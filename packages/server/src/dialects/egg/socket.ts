/** The socket at `/ws`: it tells, and nothing is asked over it but whether it lives. One per person. */
import { ParleyError, type SessionEndReason } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type {
  Acceptance,
  DialectEvent,
  DialectHost,
  DialectRequest,
  Ending,
  Frames,
  Peer,
  PeerHandler,
  SocketRoute,
} from "../dialect.ts";
import { failFrame, systemFrame, welcome } from "./codec.ts";
import { isGone } from "./guard.ts";
import type { Reader } from "./message-object.ts";
import type { Translation } from "./translation.ts";

const ping = JSON.stringify({ type: "ping" });
/** How long after a change of a profile the reconnect that follows is none of another device. */
const reconnectMs = 60_000;
const changesMax = 10_000;

const elsewhere: Ending = ended(failFrame("你的账号在其他设备登录", "force_logout"));

export function createSocket(host: DialectHost, translation: Translation, pingMs: number): SocketRoute {
  const changedAt = new Map<number, number>();
  host.onChanged(({ userId }) => {
    if (userId === undefined) return;
    changedAt.delete(userId);
    changedAt.set(userId, host.clock.now());
    const [oldest = 0] = changedAt.keys();
    if (changedAt.size > changesMax) changedAt.delete(oldest);
  });

  function enter(peer: Peer, actor: UserActor): boolean {
    const others = host.peersOf(actor.userId);
    const isSameDevice = host.clock.now() - (changedAt.get(actor.userId) ?? 0) < reconnectMs;
    if (!peer.enter(actor)) return false;
    for (const other of others) other.close(isSameDevice ? ended() : elsewhere);
    return true;
  }

  return {
    path: "/ws",
    missed: "asked",
    heartbeat: {
      silentMsMax: 0,
      counts: "frames",
      close: ended(),
      ping: { everyMs: pingMs, frame: ping },
    },
    async accept(request): Promise<Acceptance> {
      const found = await actorIn(host, request);
      return {
        open(peer) {
          if (typeof found === "string") {
            peer.close(ended(failFrame(found)));
            return new EggSocket(host, translation, peer, null);
          }
          const socket = new EggSocket(host, translation, peer, found);
          if (enter(peer, found)) socket.greet();
          else peer.close(ended(failFrame("服务器繁忙，请稍后再试")));
          return socket;
        },
      };
    },
  };
}

/** Who comes, or why nobody does. */
async function actorIn(host: DialectHost, request: DialectRequest): Promise<UserActor | string> {
  const token = request.query("token") ?? "";
  if (token === "") return "缺少 token 参数";
  try {
    return await host.authenticateUrl(token, request);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    if (error.code === "token_expired") return "token 已过期";
    if (!isGone(error)) return "Token 不合法";
    return error.details?.because === "disabled" ? "你已被管理员禁用" : "用户不存在";
  }
}

function ended(frame?: string): Ending {
  return { frame, code: 1000, reason: "" };
}

class EggSocket implements PeerHandler {
  readonly #host: DialectHost;
  readonly #translation: Translation;
  readonly #peer: Peer;
  readonly #reader: Reader | null;

  constructor(host: DialectHost, translation: Translation, peer: Peer, actor: UserActor | null) {
    this.#host = host;
    this.#translation = translation;
    this.#peer = peer;
    this.#reader = actor === null ? null : { caller: { actor, address: peer.address }, userId: actor.userId };
  }

  greet(): void {
    this.#peer.send(systemFrame(welcome, this.#host.clock.now()));
    const reader = this.#reader;
    if (reader === null || reader.caller.actor.kind !== "user" || reader.caller.actor.role !== "guest")
      return;
    this.#translation.guestHint(reader).then(
      (frames) => {
        for (const frame of frames) this.#peer.send(frame);
      },
      (error: unknown) => this.#host.report(error, "egg guest hint"),
    );
  }

  receive(frame: string | Uint8Array): Promise<Frames> | Frames {
    const text = textOf(frame);
    if (text === "ping") return [this.#pong(false)];
    const said = readFrame(text);
    if (said?.type !== "ping") return [];
    if (typeof said.token === "string" && said.token !== "") return this.#provedPong(said.token);
    return [this.#pong("timestamp" in said)];
  }

  /** It says nothing that the socket's own token does not; a wrong one is not answered. */
  async #provedPong(token: string): Promise<Frames> {
    try {
      const { userId } = await this.#host.authenticate(token, this.#peer.address);
      return userId === this.#reader?.userId ? [this.#pong(true)] : [];
    } catch (error) {
      if (error instanceof ParleyError) return [];
      throw error;
    }
  }

  #pong(hasTime: boolean): string {
    return JSON.stringify({ type: "pong", ...(hasTime ? { timestamp: this.#host.clock.now() } : {}) });
  }

  refuse(): Frames {
    return [];
  }

  translate(event: DialectEvent): Promise<Frames> | Frames {
    return this.#reader === null ? [] : this.#translation.translate(event, this.#reader);
  }

  ended(reason: SessionEndReason): Ending {
    switch (reason) {
      case "signed_out_elsewhere":
      case "replaced":
        return elsewhere;
      case "account_disabled":
        return ended(failFrame("你已被管理员禁用"));
      case "account_deleted":
        return ended(failFrame("用户不存在"));
      default:
        return ended(failFrame("Token 不合法"));
    }
  }
}

/** Binary frames are read where they carry text. */
function textOf(frame: string | Uint8Array): string {
  if (typeof frame === "string") return frame.trim();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(frame).trim();
  } catch (error) {
    if (error instanceof TypeError) return "";
    throw error;
  }
}

/** What cannot be read changes nothing, and the connection is kept. */
function readFrame(text: string): { readonly type?: unknown; readonly token?: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}
