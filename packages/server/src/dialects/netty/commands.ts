/** What each command does: operations in, frames out. One function per type of the contract. */
import { type Content, ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { Caller, ContractRule, DialectHost, Frames } from "../dialect.ts";
import {
  type Command,
  optionalTextOf,
  paramsFrame,
  pongFrame,
  receiptFrame,
  retryReceiptFrame,
  textOf,
  types,
} from "./codec.ts";
import { contentOf, type Mapping, messageIdOf, redPacketContent, type Text } from "./mapping.ts";
import type { Msgids } from "./msgids.ts";

/** A registered connection. */
export interface Registered {
  readonly actor: UserActor;
  readonly caller: Caller;
  /** A message with this id is on its way from here: its event is no news. */
  sending(id: string): void;
  /** A private message of theirs was taken. */
  sent(text: Text, conversationId: number, seq: number): void;
}

export interface Commands {
  /** Those of a connection that is registered. @throws ParleyError */
  run(command: Command, registered: Registered): Promise<Frames> | Frames;
  /** Resolves when groups the user is creating have their numbers. */
  numbered(creatorId: number): Promise<void>;
}

interface CommandParts {
  readonly host: DialectHost;
  readonly mapping: Mapping;
  readonly msgids: Msgids;
  readonly javaDate: (at: number) => string;
  readonly newId: () => string;
  /** What this contract, which has no contacts, says of messages to strangers. */
  readonly rule: ContractRule;
}

/** Streams that programs outside read. */
export const eventStream = "parley:events";

export function createCommands({ host, javaDate, mapping, msgids, newId, rule }: CommandParts): Commands {
  const creating = new Map<number, Promise<void>>();

  async function send(
    { caller, sending }: Registered,
    conversationId: number,
    content: Content,
    id: string,
  ): Promise<number> {
    sending(id);
    const { seq } = await host.call(caller, "message.send", { conversationId, id, content }, rule);
    return seq;
  }

  const idOf = (command: Command, { actor }: Registered): string => {
    const msgid = optionalTextOf(command, "msgid");
    return msgid === undefined ? newId() : messageIdOf(actor.userId, msgid);
  };

  function receipt(message: string): string {
    return receiptFrame(message, javaDate(host.clock.now()));
  }

  async function sendPrivate(command: Command, registered: Registered): Promise<Frames> {
    const { actor, caller } = registered;
    const text = textIn(command);
    const userId = await mapping.userIdOf(caller, textOf(command, "toMessageId"));
    const { isretry } = command.params;
    const id = idOf(command, registered);
    const msgid = optionalTextOf(command, "msgid") ?? (isretry === undefined ? null : id);
    msgids.note(id, msgid);
    const conversationId = await mapping.directWith(caller, actor.userId, userId);
    const seq = await send(registered, conversationId, contentOf(text), id);
    // The first version knows of no acknowledgements.
    if (msgid !== null) registered.sent(text, conversationId, seq);
    await queue(registered, userId, text);
    // A later client asks for it by saying that it does not try again.
    if (String(isretry ?? "") !== "false") return [receipt(text.message)];
    return [retryReceiptFrame(text.message, msgid ?? id, host.peersOf(userId).length > 0)];
  }

  /** The record of each private message (contract 1.5). */
  async function queue({ actor, caller }: Registered, toId: number, text: Text): Promise<void> {
    const fromUser = mapping.knownUser(actor.userId) ?? (await mapping.userOf(caller, actor.userId));
    const toUser = mapping.knownUser(toId) ?? (await mapping.userOf(caller, toId));
    const isOnline = host.peersOf(toId).length > 0;
    host.publish(eventStream, {
      type: types.privateMessage,
      status: 200,
      params: { ...text, fromUser, toUser },
      record: {
        fromId: fromUser.openid,
        toId: toUser.openid,
        type: isOnline ? "online" : "offline",
        infoContent: text.message,
        time: host.clock.now(),
        state: isOnline,
      },
    });
  }

  async function sendToGroup(command: Command, registered: Registered): Promise<Frames> {
    const text = textIn(command);
    const conversationId = await mapping.conversationOf(textOf(command, "toMessageId"));
    await send(registered, conversationId, contentOf(text), idOf(command, registered));
    return [receipt(text.message)];
  }

  async function sendRedPacket(command: Command, registered: Registered): Promise<Frames> {
    const { actor, caller } = registered;
    const message = optionalTextOf(command, "message") ?? "";
    const groupId = optionalTextOf(command, "groupId");
    const conversationId =
      groupId === undefined
        ? await mapping.directWith(
            caller,
            actor.userId,
            await mapping.userIdOf(caller, textOf(command, "toMessageId")),
          )
        : await mapping.conversationOf(groupId);
    const content = redPacketContent(command.params, message);
    await send(registered, conversationId, content, idOf(command, registered));
    return [receipt(message)];
  }

  async function createGroup(command: Command, { caller }: Registered): Promise<Frames> {
    const groupId = optionalTextOf(command, "groupId");
    if (
      groupId !== undefined &&
      (!/^[1-9][0-9]{0,14}$/.test(groupId) || (await mapping.isNumberTaken(groupId)))
    ) {
      throw new ParleyError("conflict");
    }
    const openids = textOf(command, "userIdList")
      .split(",")
      .map((openid) => openid.trim())
      .filter((openid) => openid !== "");
    const memberIds = await Promise.all(openids.map((openid) => mapping.userIdOf(caller, openid)));
    const { conversation } = await host.call(caller, "group.create", { memberIds });
    if (groupId !== undefined) await mapping.keepNumber(groupId, conversation.id);
    // Who knows the number may come in (type 14).
    await host.call(caller, "group.update", { conversationId: conversation.id, settings: { join: "open" } });
    return [];
  }

  /** Its event must not be told before its number is known. */
  function createNumbered(command: Command, registered: Registered): Promise<Frames> {
    const { userId } = registered.actor;
    const before = creating.get(userId) ?? Promise.resolve();
    const created = createGroup(command, registered);
    const done = Promise.allSettled([before, created]).then(() => {
      if (creating.get(userId) === done) creating.delete(userId);
    });
    creating.set(userId, done);
    return created;
  }

  async function joinGroup(command: Command, { caller }: Registered): Promise<Frames> {
    const groupId = optionalTextOf(command, "groupId") ?? textOf(command, "toMessageId");
    const conversationId = await mapping.conversationOf(groupId);
    const { status } = await host.call(caller, "group.join", { conversationId });
    const number = await mapping.numberOf(conversationId);
    const nameList = status === "joined" ? await mapping.namesOf(caller, conversationId) : [];
    return [paramsFrame(types.joinGroup, { groupId: number, joined: status === "joined", nameList })];
  }

  function run(command: Command, registered: Registered): Promise<Frames> | Frames {
    switch (command.type) {
      case types.private:
        return sendPrivate(command, registered);
      case types.group:
        return sendToGroup(command, registered);
      case types.createGroup:
        return createNumbered(command, registered);
      case types.joinGroup:
        return joinGroup(command, registered);
      case types.redPacket:
        return sendRedPacket(command, registered);
      default:
        throw new ParleyError("unknown_operation");
    }
  }

  return { run, numbered: (creatorId) => creating.get(creatorId) ?? Promise.resolve() };
}

/** Those that need nobody: signs of life. Null for every other. */
export function lifeSign({ type }: Command): Frames | null {
  if (type === types.heartbeat) return [paramsFrame(types.heartbeatReply, {})];
  return type === types.ping ? [pongFrame] : null;
}

function textIn(command: Command): Text {
  const { message } = command.params;
  if (typeof message !== "string" || message === "") {
    throw new ParleyError("invalid_arguments", { details: { path: "/message" } });
  }
  return { message, fileType: optionalTextOf(command, "fileType") ?? "" };
}
