/** The sockets: messages both ways, heartbeats, and the raw channel for administrators. */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type {
  Acceptance,
  Caller,
  DialectEvent,
  DialectRequest,
  Ending,
  Frames,
  Peer,
  PeerHandler,
  SocketRoute,
} from "../dialect.ts";
import { errorText } from "./answers.ts";
import { contentOf, type Frame, readFrame, targets, welcome } from "./codec.ts";
import type { Ginchat } from "./flavour.ts";
import { actorOf, assertOwn } from "./identity.ts";
import { createTranslation, noteOf, type Translation } from "./translation.ts";

/** With whom a user has which conversation. */
const conversationsCached = { max: 20_000, ttlMs: 3_600_000 };
const tooMany: Ending = { code: 1013, reason: "连接过多" };
const silent: Ending = { code: 1000, reason: "heartbeat" };

export function socketRoutes(parts: Ginchat): readonly SocketRoute[] {
  const { flavour, host, options } = parts;
  const watchers = new Set<Peer>();
  const sender = createSender(parts, watchers);
  const heartbeat = { silentMsMax: options.heartbeatMaxMs, counts: "beats", close: silent } as const;

  async function accept(request: DialectRequest): Promise<Acceptance> {
    const actor = await actorOf(host, request);
    assertOwn(request.query("userId") ?? "", actor);
    return { open: (peer) => new ChatSocket(sender, peer, actor) };
  }

  /** Everything said on one channel: for nobody but administrators. */
  async function acceptWatcher(request: DialectRequest): Promise<Acceptance> {
    const actor = await actorOf(host, request);
    if (actor.role !== "admin") throw new ParleyError("forbidden");
    return {
      open(peer) {
        if (peer.enter(actor)) watchers.add(peer);
        else peer.close(tooMany);
        return { ...deaf, closed: () => void watchers.delete(peer) };
      },
    };
  }

  return [
    // Of one cousin what was missed is read as history, of the other it is pushed as well.
    ...flavour.sockets.map((path): SocketRoute => {
      return { path, heartbeat, missed: flavour.pushesMissed ? "onEnter" : "never", accept };
    }),
    { path: "/user/sendMsg", missed: "never", accept: acceptWatcher },
  ];
}

const deaf: PeerHandler = {
  receive: () => [],
  refuse: () => [],
  translate: () => [],
  ended: () => ended,
};

const ended: Ending = { code: 1008, reason: "已下线" };

interface Sender extends Pick<Translation, "translate"> {
  send(frame: Frame, caller: Caller, peer: Peer): Promise<void>;
}

function createSender({ host, options }: Ginchat, watchers: ReadonlySet<Peer>): Sender {
  const translation = createTranslation(host, options.echoesGroups);
  const directs = host.cache<string, number>(conversationsCached);

  async function conversationOf({ targetId, type }: Frame, caller: Caller, userId: number): Promise<number> {
    if (targetId <= 0) throw new ParleyError("invalid_arguments");
    if (type === targets.group) return targetId;
    return directs.get(`${userId} ${targetId}`, async () => {
      const { conversation } = await host.call(caller, "conversation.openDirect", { userId: targetId });
      return conversation.id;
    });
  }

  function tellWatchers(raw: string): void {
    if (watchers.size === 0) return;
    const text = `[ws][${localTime(host.clock.now())}]:${raw}`;
    for (const watcher of watchers) watcher.send(text);
  }

  return {
    translate: translation.translate,
    async send(frame, caller, peer) {
      const { user } = peer;
      if (user === null) throw new ParleyError("unauthenticated");
      assertOwn(frame.userId, user);
      if (frame.type !== targets.user && frame.type !== targets.group) {
        throw new ParleyError("invalid_arguments");
      }
      const content = contentOf(frame);
      const conversationId = await conversationOf(frame, caller, user.userId);
      const id = host.newId();
      translation.keep(id, peer);
      const note = noteOf(frame.raw);
      const extras = note === null ? {} : { clientNote: note };
      await host.call(caller, "message.send", { conversationId, id, content, ...extras });
      tellWatchers(frame.raw);
    },
  };
}

/** `2006-01-02 15:04:05`, where the server is. */
function localTime(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace("T", " ");
}

class ChatSocket implements PeerHandler {
  readonly #sender: Sender;
  readonly #peer: Peer;
  readonly #caller: Caller;
  readonly #userId: number;

  constructor(sender: Sender, peer: Peer, actor: UserActor) {
    this.#sender = sender;
    this.#peer = peer;
    this.#userId = actor.userId;
    this.#caller = { actor, address: peer.address };
    peer.send(welcome);
    if (!peer.enter(actor)) peer.close(tooMany);
    peer.beat();
  }

  async receive(data: string | Uint8Array): Promise<Frames> {
    const frame = readFrame(typeof data === "string" ? data : new TextDecoder().decode(data));
    if (frame.type === targets.heartbeat) {
      this.#peer.beat();
      return [];
    }
    await this.#sender.send(frame, this.#caller, this.#peer);
    return [];
  }

  /** Clients take what has a brace for a message and only log the rest. */
  refuse(error: ParleyError): Frames {
    return [`发送失败：${errorText(error)}`];
  }

  translate(event: DialectEvent): Promise<Frames> | Frames {
    return this.#sender.translate(event, this.#caller, this.#userId, this.#peer);
  }

  ended(): Ending {
    return ended;
  }
}
