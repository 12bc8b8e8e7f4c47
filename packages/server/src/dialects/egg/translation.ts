/** Events as `singleChat` frames: messages, and notices of what became of groups and friends. */
import type { EventFrame, PushFrame } from "@parley/protocol";
import type { DialectEvent, DialectHost, Frames } from "../dialect.ts";
import { chatFrame, guestHint, keysOf, noticeId, partId, versionFour } from "./codec.ts";
import type { Directs } from "./directs.ts";
import { type Files, fileIdIn } from "./files.ts";
import type { Groups } from "./groups.ts";
import {
  type MessageObjects,
  notice,
  plainName,
  type Reader,
  recallNotice,
  type Said,
} from "./message-object.ts";
import type { People } from "./people.ts";

type Of<N extends EventFrame["ev"]> = Extract<EventFrame, { ev: N }>;

export interface TranslationParts {
  readonly host: DialectHost;
  readonly people: People;
  readonly groups: Groups;
  readonly directs: Directs;
  readonly objects: MessageObjects;
  readonly files: Files;
}

export type Translation = ReturnType<typeof createTranslation>;

export function createTranslation({ host, people, groups, directs, objects, files }: TranslationParts) {
  const frame = (message: object): Frames => [chatFrame(message, host.clock.now())];

  async function tellGroup(
    event: DialectEvent,
    { caller }: Reader,
    said: Said,
    isBare = false,
  ): Promise<Frames> {
    const { conversationId } = event.frame;
    return event.once(`group ${said.id}`, async () =>
      frame(await objects.groupFor(caller, conversationId, said, isBare ? null : undefined)),
    );
  }

  async function sent(event: DialectEvent, sent: Of<"message.sent">, reader: Reader): Promise<Frames> {
    const { clientNote, content, conversationId, id, senderId, sentAt } = sent;
    if (content === null || (senderId === reader.userId && directs.isOwnEcho(id, event.isMissed))) return [];
    const kind = await groups.kindOf(reader.caller, conversationId);
    if (kind !== "group" && kind !== "direct") return [];
    const spellings = await objects.spellingsFor(reader, content, clientNote, sentAt);
    const said: Said[] = spellings.map((spelling, index) => ({
      ...spelling,
      ...{ id: partId(id, index), senderId, at: sentAt },
    }));
    if (kind === "group") {
      return (await Promise.all(said.map((each) => tellMembers(event, reader, each)))).flat();
    }
    const peerId = await directs.peerOf(reader, conversationId);
    const isOwnAnswer = senderId === reader.userId && content.type === "text" && content.isAutomatic === true;
    const words =
      content.type === "notice"
        ? "我们已经是好友了，可以开始聊天了"
        : isOwnAnswer && `自动回复：${content.text}`;
    // The system says it in the name of who is there now.
    const shown = words === false ? said : [notice(id, peerId, sentAt, words)];
    const frames = shown.map(async (each) => frame(await objects.singleFor(reader, peerId, each)));
    return (await Promise.all(frames)).flat();
  }

  /** Addresses of files are each reader's own. */
  async function tellMembers(event: DialectEvent, reader: Reader, said: Said): Promise<Frames> {
    const isShared = typeof said.data !== "string" || fileIdIn(said.data) === null;
    if (isShared) return tellGroup(event, reader, said);
    return frame(await objects.groupFor(reader.caller, event.frame.conversationId, said));
  }

  async function recalled(
    event: DialectEvent,
    { actorId, at, conversationId, id }: Of<"message.recalled">,
    reader: Reader,
  ): Promise<Frames> {
    if (actorId === reader.userId && directs.isOwnRecall(id)) return [];
    const kind = await groups.kindOf(reader.caller, conversationId);
    if (kind !== "group" && kind !== "direct") return [];
    const name = plainName(await people.userOf(reader.caller, actorId));
    const said = recallNotice(id, actorId, at, name);
    if (kind === "group") return tellGroup(event, reader, said, true);
    const peerId = await directs.peerOf(reader, conversationId);
    return frame({ ...(await objects.singleFor(reader, peerId, said)), group: null });
  }

  async function noticed(event: DialectEvent, reader: Reader, actorId: number, at: number, text: string) {
    const { conversationId, rev } = event.frame;
    return tellGroup(event, reader, notice(noticeId(conversationId, rev), actorId, at, text));
  }

  async function created(event: DialectEvent, { actorId, at }: Of<"conversation.created">, reader: Reader) {
    await groups.made(actorId);
    return noticed(event, reader, actorId, at, "我创建了一个群，大家可以开始聊天了");
  }

  async function updated(event: DialectEvent, changed: Of<"conversation.updated">, reader: Reader) {
    const { actorId, at, changes, conversation, conversationId } = changed;
    const tell = (text: string) => noticed(event, reader, actorId, at, text);
    if (changes.isGone === true || conversation.kind !== "group") return [];
    if (conversation.status === "dissolved") return tell("群聊已解散");
    if (typeof changes.announcement === "string") return tell(`[公告] ${changes.announcement}`);
    if (Object.keys(changes).length > 0) return [];
    const isRenamed = await event.once("renamed", () => groups.isRenamed(conversationId, conversation.name));
    return isRenamed ? tell(`群名称修改为：${conversation.name}`) : [];
  }

  async function removed(event: DialectEvent, gone: Of<"member.removed">, reader: Reader): Promise<Frames> {
    const { at, conversation, reason, userId } = gone;
    // Who goes by themselves is told to the owner.
    if (reason !== "left" || conversation.ownerId !== reader.userId) return [];
    const name = plainName(await people.userOf(reader.caller, userId));
    return noticed(event, reader, userId, at, `${name}退出了群聊`);
  }

  async function added(
    event: DialectEvent,
    { at, conversation, members }: Of<"member.added">,
    reader: Reader,
  ) {
    const [first] = members;
    if (conversation.kind !== "group" || first === undefined) return [];
    const users = await Promise.all(members.map(({ userId }) => people.userOf(reader.caller, userId)));
    const names = users.map(plainName).join("、");
    return noticed(event, reader, first.userId, at, `${names}加入了群聊`);
  }

  async function requested(event: DialectEvent, reader: Reader, changed: Of<"contact.requestChanged">) {
    const { at, request } = changed;
    if (request.toId !== reader.userId || request.status !== "pending") return [];
    const said = notice(
      noticeId(event.frame.conversationId, event.frame.rev),
      request.fromId,
      at,
      "申请加您为好友",
    );
    const extra = { actionType: "applyfriend" };
    return frame(await objects.singleFor(reader, request.fromId, { ...said, extra }));
  }

  function framesOf(event: DialectEvent, reader: Reader): Promise<Frames> | Frames {
    const told: PushFrame = event.frame;
    switch (told.ev) {
      case "message.sent":
        return sent(event, told, reader);
      case "message.recalled":
        return recalled(event, told, reader);
      case "conversation.created":
        return told.conversation.kind === "group" ? created(event, told, reader) : [];
      case "conversation.updated":
        return updated(event, told, reader);
      case "member.added":
        return added(event, told, reader);
      case "member.removed":
        return removed(event, told, reader);
      case "contact.requestChanged":
        return requested(event, reader, told);
      case "contact.changed":
        objects.forgetRemark(reader.userId, told.contact.userId);
        return [];
      default:
        return [];
    }
  }

  return {
    /** What guests are told when they come (contract 3.3). */
    guestHint: async (reader: Reader): Promise<Frames> =>
      frame(
        await objects.singleFor(reader, 0, {
          ...{ id: versionFour(host.newId()), senderId: 0, at: host.clock.now() },
          ...{ type: "text", data: keysOf(guestHint), options: {} },
        }),
      ),
    translate(event: DialectEvent, reader: Reader): Promise<Frames> | Frames {
      const frames = framesOf(event, reader);
      if (!(frames instanceof Promise)) return frames;
      const { caller, userId } = reader;
      return frames.then((made) => Promise.all(made.map((text) => files.withPictures(caller, userId, text))));
    },
  };
}
