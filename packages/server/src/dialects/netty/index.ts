/**
 * The contract `netty`: typed frames on one socket at `/websocket`, behind a gateway. Owns its frames and what they are
 * called; all rules are the engine's. Invariant: nothing works before the socket is registered under the user that its
 * token or its login proved.
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import {
  type Caller,
  type Dialect,
  type DialectEvent,
  type DialectHost,
  type DialectRequest,
  defineDialect,
  type Ending,
  type Frames,
  type Peer,
  type PeerHandler,
} from "../dialect.ts";
import { Acknowledgements } from "./acknowledgements.ts";
import {
  type Command,
  createJavaDates,
  optionalTextOf,
  paramsFrame,
  pongFrame,
  readCommand,
  textOf,
  types,
} from "./codec.ts";
import { type Commands, createCommands, lifeSign, type Registered } from "./commands.ts";
import { errorText, exceptionFrame } from "./errors.ts";
import { createMapping, type Mapping, type Text } from "./mapping.ts";
import { createMsgids, type Msgids } from "./msgids.ts";
import { createOpenNetwork, type OpenNetwork } from "./open-network.ts";
import { createRoutes } from "./routes.ts";
import { createTranslation, type Translation } from "./translation.ts";

const options = {
  idleMs: {
    type: "integer",
    default: 60_000,
    min: 100,
    unit: "ms",
    description: "How long a socket of netty may send nothing before it is closed.",
  },
  timeZone: {
    type: "text",
    default: "Asia/Shanghai",
    description: "Of the times in receipts of netty, such as Asia/Shanghai.",
  },
  namesMax: {
    type: "integer",
    default: 200,
    min: 1,
    max: 500,
    description: "Names in the nameList of a group's frames in netty.",
  },
  strangerMessages: {
    type: { oneOf: ["unlimited", "native"] },
    default: "unlimited",
    description:
      "What people who have set nothing take of those who are not their contacts and write through netty, which has none: anything, or what strangerMessages says.",
  },
  serviceKey: {
    type: "text",
    default: "",
    isSecret: true,
    description:
      "Bearer key of the HTTP entry that pushes to clients of netty; without it the entry is closed.",
  },
  openNetwork: {
    type: { oneOf: ["no", "yes"] },
    default: "no",
    description:
      "yes: who registers an unknown openid without a token is a new guest. For closed test networks: refused where the server listens on a public address.",
  },
} as const;

export const netty = defineDialect({
  name: "netty",
  options,
  refuses: ({ openNetwork }, { isPublic }) =>
    openNetwork === "yes" && isPublic
      ? "PARLEY_DIALECT_NETTY_OPEN_NETWORK=yes lets everybody in: it is for closed networks, not for a public address."
      : null,
  create(host, values): Dialect {
    const mapping = createMapping(host, values.namesMax);
    const javaDate = createJavaDates(values.timeZone);
    const strangerMessages = values.strangerMessages === "unlimited" ? "unlimited" : undefined;
    const rule = { strangerMessages } as const;
    const msgids = createMsgids();
    const commands = createCommands({ host, mapping, msgids, javaDate, rule, newId: host.newId });
    const parts: SocketParts = {
      host,
      mapping,
      commands,
      msgids,
      translation: createTranslation(host, mapping, msgids, commands.numbered),
      openNetwork: values.openNetwork === "yes" ? createOpenNetwork(host, mapping) : null,
    };
    return {
      routes: createRoutes(host, mapping, values.serviceKey),
      sockets: [
        {
          path: "/websocket",
          signInMsMax: values.idleMs,
          missed: "onEnter",
          heartbeat: {
            silentMsMax: values.idleMs,
            counts: "frames",
            close: { code: 4401, reason: "心跳结束" },
          },
          accept: (request) => accept(parts, request),
        },
      ],
      refusal: (error) => {
        const statusCode = error.code === "forbidden" ? 403 : 400;
        const body = { success: false, statusCode, content: null, msg: errorText(error) };
        return Response.json(body, { status: statusCode });
      },
    };
  },
});

interface SocketParts {
  readonly host: DialectHost;
  readonly mapping: Mapping;
  readonly commands: Commands;
  readonly msgids: Msgids;
  readonly translation: Translation;
  readonly openNetwork: OpenNetwork | null;
}

const sendingMax = 1_000;
const tokenInvalid: Ending = { code: 4400, reason: "token 无效" };

/** The token is judged after the handshake, as the contract does: the socket opens, and is closed with words. */
async function accept({ host, ...parts }: SocketParts, request: DialectRequest) {
  const bearer = /^Bearer (\S+)$/i.exec(request.header("authorization") ?? "")?.[1] ?? null;
  const token = request.query("token") ?? request.header("token") ?? bearer;
  let actor: UserActor | null = null;
  let ending: Ending | null = null;
  try {
    if (token !== null && token !== "") actor = await host.authenticateUrl(token, request);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    ending = tokenInvalid;
  }
  return {
    open(peer: Peer): PeerHandler {
      if (ending !== null) peer.close(ending);
      return new NettySocket({ host, ...parts }, peer, actor);
    },
  };
}

/** One socket: first who it is, then under which user it is registered. */
class NettySocket implements PeerHandler {
  readonly #parts: SocketParts;
  readonly #peer: Peer;
  /** Who its token or login proved; not registered yet. */
  #actor: UserActor | null;
  #registered: Registered | null = null;
  #acknowledgements: Acknowledgements | null = null;
  /** Ids of messages that this client sent itself: the contract does not tell it of them. */
  readonly #sending = new Set<string>();

  constructor(parts: SocketParts, peer: Peer, actor: UserActor | null) {
    this.#parts = parts;
    this.#peer = peer;
    this.#actor = actor;
  }

  receive(frame: string | Uint8Array): Promise<Frames> | Frames {
    if (typeof frame !== "string") {
      this.#peer.close({ code: 1003, reason: "binary frames are not supported" });
      return [];
    }
    if (/^"?ping"?$/i.test(frame)) return [pongFrame];
    const command = readCommand(frame);
    const sign = lifeSign(command);
    if (sign !== null) return sign;
    if (command.type === types.login) return this.#logIn(command);
    if (command.type === types.register) return this.#register(command);
    if (this.#registered === null) throw new ParleyError("unauthenticated");
    if (command.type === types.acknowledge) return this.#acknowledge(command, this.#registered.caller);
    return this.#parts.commands.run(command, this.#registered);
  }

  refuse(error: ParleyError): Frames {
    return [exceptionFrame(errorText(error))];
  }

  translate(event: DialectEvent): Promise<Frames> | Frames {
    if (this.#registered === null) return [];
    const { frame } = event;
    const { actor, caller } = this.#registered;
    if (frame.ev === "message.sent" && frame.senderId === actor.userId && this.#sending.delete(frame.id)) {
      return [];
    }
    const { msgids, translation } = this.#parts;
    if (frame.ev === "message.sent" && frame.senderId !== actor.userId) {
      const { conversationId, id, seq } = frame;
      const { msgid = id } = msgids.of(id);
      if (!translation.isGroup(conversationId)) this.#kept().arrived(msgid, conversationId, seq);
    }
    return translation.translate(event, caller, actor.userId);
  }

  signal(push: Readonly<Record<string, unknown>> & { readonly ev: string }): Frames {
    if (push.ev !== "member.delivered" || push.userId === this.#actor?.userId) return [];
    return this.#acknowledgements?.delivered(Number(push.conversationId), Number(push.deliveredSeq)) ?? [];
  }

  ended(): Ending {
    return { code: 1008, reason: "已下线" };
  }

  async #logIn(command: Command): Promise<Frames> {
    const { host, mapping } = this.#parts;
    const address = this.#peer.address;
    if (this.#actor !== null) throw new ParleyError("conflict");
    const username = optionalTextOf(command, "userName") ?? textOf(command, "username");
    const password = textOf(command, "password");
    try {
      const anonymous: Caller = { actor: { kind: "anonymous" }, address };
      const signedIn = await host.call(anonymous, "account.login", { username, password });
      const actor = await host.actorOf(signedIn);
      this.#actor = actor;
      const token = host.issueToken(actor, { kind: "jwt", ttlMs: null });
      const openid = await mapping.openidOf(actor.userId);
      const params = { success: true, openid, userName: signedIn.user.nickname, token };
      return [paramsFrame(types.loginReply, params)];
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      const params = { success: false, message: errorText(error) };
      return [JSON.stringify({ type: types.loginReply, status: 401, params })];
    }
  }

  async #register(command: Command): Promise<Frames> {
    const { host, mapping, openNetwork } = this.#parts;
    const openid = textOf(command, "openid");
    const status = optionalTextOf(command, "loginStatus") ?? "1";
    if (status !== "0" && status !== "1") throw new ParleyError("invalid_arguments");
    if (this.#actor === null && openNetwork !== null) {
      this.#actor = await openNetwork.enter(openid, optionalTextOf(command, "userName"), this.#peer.address);
    }
    const actor = this.#actor;
    if (actor === null) throw new ParleyError("unauthenticated");
    const caller: Caller = { actor, address: this.#peer.address };
    if ((await mapping.userIdOf(caller, openid)) !== actor.userId) throw new ParleyError("forbidden");
    if (status === "0") {
      await host.call(caller, "account.logout", {});
      return [];
    }
    if (this.#peer.user !== null) return [];
    const sent = (text: Text, conversationId: number, seq: number) =>
      this.#kept().sent(text, conversationId, seq);
    const sending = (id: string) => this.#noteSending(id);
    this.#registered = { actor, caller, sent, sending };
    if (!this.#peer.enter(actor)) {
      // Its session may have ended since the handshake: nothing more is done in its name.
      this.#registered = null;
      throw new ParleyError("busy");
    }
    return [];
  }

  async #acknowledge(command: Command, caller: Caller): Promise<Frames> {
    const msgid = textOf(command, "msgid");
    const arrived = this.#acknowledgements?.find(msgid);
    if (arrived === undefined) throw new ParleyError("not_found");
    if (arrived.isAcknowledged) return [paramsFrame(types.acknowledged, { msgid })];
    arrived.isAcknowledged = true;
    const { conversationId, seq } = arrived;
    try {
      await this.#parts.host.call(caller, "inbox.markDelivered", { positions: [{ conversationId, seq }] });
    } catch (error) {
      // A later one tells of this one as well.
      if (!(error instanceof ParleyError && error.code === "rate_limited")) throw error;
    }
    return [paramsFrame(types.firstAcknowledged, { msgid })];
  }

  #noteSending(id: string): void {
    this.#sending.add(id);
    // Of a message that was sent twice with one id there is one event.
    const [oldest] = this.#sending;
    if (this.#sending.size > sendingMax && oldest !== undefined) this.#sending.delete(oldest);
  }

  #kept(): Acknowledgements {
    this.#acknowledgements ??= new Acknowledgements();
    return this.#acknowledgements;
  }
}
