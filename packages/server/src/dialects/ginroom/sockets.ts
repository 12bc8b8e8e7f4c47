/**
 * The sockets of rooms and of the lobby. Invariant: of each kind a user has one connection; who comes later takes the
 * place of who was there.
 */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type {
  Acceptance,
  Caller,
  DialectEvent,
  DialectHost,
  DialectRequest,
  Ending,
  Frames,
  Peer,
  PeerHandler,
  SocketRoute,
} from "../dialect.ts";
import { readFrame, refusalFrame } from "./codec.ts";
import { frameText, upgradeRefusal } from "./errors.ts";
import { socketToken } from "./identity.ts";
import type { Mapping } from "./mapping.ts";
import type { FrameForm, Translation } from "./translation.ts";

export interface SocketParts {
  readonly host: DialectHost;
  readonly mapping: Mapping;
  readonly translation: Translation;
  /** Whether who says something in a room is told it as well; in the lobby everybody is. */
  readonly echoesRooms: boolean;
}

const replaced: Ending = { code: 4409, reason: "已在别处连接" };
const tooMany: Ending = { code: 1013, reason: "连接过多" };
const signedOut: Ending = { code: 4401, reason: "token已失效" };

export function socketRoutes(parts: SocketParts): readonly SocketRoute[] {
  const rooms = createSeats();
  const lobby = createSeats();

  /** The first version tells the text alone. */
  const room =
    (form: FrameForm) =>
    (actor: UserActor): Promise<Opener> =>
      Promise.resolve((peer) => new RoomSocket(parts, rooms, peer, actor, form));

  async function lobbyOf(actor: UserActor, address: string): Promise<Opener> {
    const { conversation } = await parts.host.call({ actor, address }, "conversation.openLobby", {});
    return (peer) => new LobbySocket(parts, lobby, peer, actor, conversation.id);
  }

  const route = (path: string, prepare: Prepare): SocketRoute => ({
    path,
    // What was said meanwhile is read as history.
    missed: "never",
    accept: (request) => accept(parts.host, request, prepare),
  });
  return [
    route("/user/websocket/message", room("text")),
    route("/websocket/message", room("object")),
    route("/websocket/all", lobbyOf),
  ];
}

type Opener = (peer: Peer) => PeerHandler;
type Prepare = (actor: UserActor, address: string) => Promise<Opener>;

async function accept(
  host: DialectHost,
  request: DialectRequest,
  prepare: Prepare,
): Promise<Acceptance | Response> {
  try {
    const token = await socketToken(host, request);
    if (token === null) return upgradeRefusal(null);
    const { actor, protocol } = token;
    const open = await prepare(actor, request.address);
    return { open, ...(protocol === undefined ? {} : { protocol }) };
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    return upgradeRefusal(error);
  }
}

interface Seats {
  take(userId: number, peer: Peer): void;
  leave(userId: number, peer: Peer): void;
}

function createSeats(): Seats {
  const taken = new Map<number, Peer>();
  return {
    take(userId, peer) {
      taken.get(userId)?.close(replaced);
      taken.set(userId, peer);
    },
    leave(userId, peer) {
      if (taken.get(userId) === peer) taken.delete(userId);
    },
  };
}

/** What all of them share: a seat, and refusals in frames. */
abstract class SeatedSocket implements PeerHandler {
  protected readonly parts: SocketParts;
  protected readonly caller: Caller;
  protected readonly userId: number;
  readonly #seats: Seats;
  readonly #peer: Peer;

  constructor(parts: SocketParts, seats: Seats, peer: Peer, actor: UserActor) {
    this.parts = parts;
    this.caller = { actor, address: peer.address };
    this.userId = actor.userId;
    this.#seats = seats;
    this.#peer = peer;
    // Who is not let in must not put out who is there.
    if (peer.enter(actor)) seats.take(actor.userId, peer);
    else peer.close(tooMany);
  }

  abstract receive(frame: string | Uint8Array): Promise<Frames>;
  abstract translate(event: DialectEvent): Promise<Frames> | Frames;

  refuse(error: ParleyError): Frames {
    return [refusalFrame(frameText(error))];
  }

  ended(): Ending {
    return signedOut;
  }

  closed(): void {
    this.#seats.leave(this.userId, this.#peer);
  }
}

class RoomSocket extends SeatedSocket {
  readonly #form: FrameForm;
  /** Messages on their way from here, which are not told here. */
  readonly #sent = new Set<string>();

  constructor(parts: SocketParts, seats: Seats, peer: Peer, actor: UserActor, form: FrameForm) {
    super(parts, seats, peer, actor);
    this.#form = form;
  }

  async receive(data: string | Uint8Array): Promise<Frames> {
    const { host, mapping, echoesRooms } = this.parts;
    const { message, room } = readFrame(data, true);
    const { conversationId } = await mapping.roomSpokenIn(this.caller, this.userId, room);
    const id = host.newId();
    if (!echoesRooms) this.#sent.add(id);
    try {
      const content = { type: "text", text: message } as const;
      await host.call(this.caller, "message.send", { conversationId, id, content });
    } catch (error) {
      this.#sent.delete(id);
      throw error;
    }
    return [];
  }

  translate(event: DialectEvent): Promise<Frames> | Frames {
    const { frame } = event;
    if (frame.ev === "contact.changed") {
      this.parts.mapping.forgetFriend(this.userId, frame.contact.userId);
      return [];
    }
    const { translation } = this.parts;
    if (frame.ev === "message.recalled") {
      if (frame.actorId === this.userId) return [];
      return translation.inRoom(event, translation.saidOf(frame), this.caller, this.#form);
    }
    if (frame.ev !== "message.sent" || this.#sent.delete(frame.id)) return [];
    return translation.inRoom(event, frame, this.caller, this.#form);
  }
}

class LobbySocket extends SeatedSocket {
  readonly #conversationId: number;

  constructor(parts: SocketParts, seats: Seats, peer: Peer, actor: UserActor, conversationId: number) {
    super(parts, seats, peer, actor);
    this.#conversationId = conversationId;
  }

  async receive(data: string | Uint8Array): Promise<Frames> {
    const { message: text } = readFrame(data, false);
    await this.parts.host.call(this.caller, "message.send", {
      conversationId: this.#conversationId,
      id: this.parts.host.newId(),
      content: { type: "text", text },
    });
    return [];
  }

  translate(event: DialectEvent): Promise<Frames> | Frames {
    const { frame } = event;
    const { translation } = this.parts;
    const said = frame.ev === "message.recalled" ? translation.saidOf(frame) : frame;
    if (said.ev !== "message.sent" || said.conversationId !== this.#conversationId) return [];
    return translation.inLobby(event, said, this.caller);
  }
}
