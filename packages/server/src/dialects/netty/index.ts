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
  type DialectHost,
  type DialectRequest,
  defineDialect,
  type Ending,
  type Frames,
  type Peer,
  type PeerHandler,
} from "../dialect.ts";
import {
  type Command,
  createJavaDates,
  optionalTextOf,
  paramsFrame,
  readCommand,
  textOf,
  types,
} from "./codec.ts";
import { type Commands, createCommands, lifeSign } from "./commands.ts";
import { errorText, exceptionFrame } from "./errors.ts";
import { createMapping, type Mapping } from "./mapping.ts";
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
    const commands = createCommands({ host, mapping, javaDate, newId: host.newId });
    const parts: SocketParts = {
      host,
      mapping,
      commands,
      translation: createTranslation(host, mapping, commands.numbered),
      openNetwork: values.openNetwork === "yes" ? createOpenNetwork(host) : null,
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
        const body = { success: false, statusCode: 400, content: null, msg: errorText(error) };
        return Response.json(body, { status: error.code === "forbidden" ? 403 : 400 });
      },
    };
  },
});

interface SocketParts {
  readonly host: DialectHost;
  readonly mapping: Mapping;
  readonly commands: Commands;
  readonly translation: Translation;
  readonly openNetwork: OpenNetwork | null;
}

const tokenInvalid: Ending = { code: 4400, reason: "token 无效" };

/** The token is judged after the handshake, as the contract does: the socket opens, and is closed with words. */
async function accept({ host, ...parts }: SocketParts, request: DialectRequest) {
  const token = request.query("token") ?? request.header("token");
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
  #caller: Caller | null = null;

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
    const command = readCommand(frame);
    const sign = lifeSign(command);
    if (sign !== null) return sign;
    if (command.type === types.login) return this.#logIn(command);
    if (command.type === types.register) return this.#register(command);
    if (this.#caller === null || this.#actor === null) throw new ParleyError("unauthenticated");
    if (command.type === types.acknowledge) return this.#acknowledge(command, this.#caller);
    return this.#parts.commands.run(command, { actor: this.#actor, caller: this.#caller });
  }

  refuse(error: ParleyError): Frames {
    return [exceptionFrame(errorText(error))];
  }

  translate(event: Parameters<PeerHandler["translate"]>[0]): Promise<Frames> | Frames {
    if (this.#caller === null || this.#actor === null) return [];
    return this.#parts.translation.translate(event, this.#caller, this.#actor.userId);
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
    this.#caller = caller;
    if (!this.#peer.enter(actor)) throw new ParleyError("busy");
    return [];
  }

  #acknowledge(_command: Command, _caller: Caller): Frames {
    throw new ParleyError("unknown_operation");
  }
}
