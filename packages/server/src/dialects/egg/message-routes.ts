/** Messages over HTTP: sent, fetched, taken back. What they say goes out at the socket. */
import { type Media, ParleyError } from "@parley/protocol";
import type { Caller, DialectHost, DialectRequest, Route } from "../dialect.ts";
import { noticeType, readOptions, sendingOf, versionFour } from "./codec.ts";
import type { Directs } from "./directs.ts";
import { invalid, inWords, ok, refused } from "./errors.ts";
import { type Fields, integer, oneOf, optionalText, plain, text } from "./fields.ts";
import { fileIdsIn, withoutQueries } from "./files.ts";
import type { Groups } from "./groups.ts";
import type { Guard, Session } from "./guard.ts";
import { type MessageObjects, plainName, recallNotice } from "./message-object.ts";
import type { People } from "./people.ts";
import { nullWhereNotFound } from "./profile-routes.ts";

const dataCharsMax = 40_000;
const typeCharsMax = 50;
const optionsCharsMax = 20_000;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const targetGone = "对方不存在或者被禁用，不能发消息";
const groupGone = "群不存在或者已解散或者被封禁，无法发消息";
const notInGroup = "您不在群里，无法发消息";

export interface MessageParts {
  readonly host: DialectHost;
  readonly guard: Guard;
  readonly people: People;
  readonly groups: Groups;
  readonly directs: Directs;
  readonly objects: MessageObjects;
}

interface Target {
  readonly chatType: "single" | "group";
  readonly id: number;
  readonly conversationId: number;
}

export function messageRoutes({
  host,
  guard,
  people,
  groups,
  directs,
  objects,
}: MessageParts): readonly Route[] {
  async function targetOf(fields: Fields, name: string, { actor, caller }: Session): Promise<Target> {
    const id = integer(fields, name, 1);
    const chatType = oneOf(fields, "chatType", ["single", "group"]);
    if (chatType === "single") {
      if (id === actor.userId) throw new ParleyError("not_found");
      return { chatType, id, conversationId: await directs.openWith(caller, actor.userId, id) };
    }
    if ((await groups.kindOf(caller, id)) !== "group") throw new ParleyError("not_found");
    return { chatType, id, conversationId: id };
  }

  async function send(request: DialectRequest, session: Session): Promise<Response> {
    const { actor, caller } = session;
    const fields = await request.fields();
    const type = text(fields, "type", { max: typeCharsMax });
    if (type === noticeType) throw invalid("参数 type 不合法");
    const data = withoutQueries(text(fields, "data", { max: dataCharsMax }));
    const options = readOptions(optionalText(fields, "options", { max: optionsCharsMax }));
    const chatType = oneOf(fields, "chatType", ["single", "group"]);
    const id = versionFour(host.newId());
    try {
      const target = await targetOf(fields, "sendto_id", session);
      const { conversationId } = target;
      const spelling = { type, data, options };
      const { content, clientNote } = sendingOf(spelling, await ownMedia(caller, data));
      directs.noteSent(id);
      const extras = clientNote === undefined ? {} : { clientNote };
      const { sentAt } = await host.call(caller, "message.send", { conversationId, id, content, ...extras });
      const [shown = spelling] = await objects.spellingsFor(
        { caller, userId: actor.userId },
        content as never,
        clientNote,
        sentAt,
      );
      return ok(await messageOf(session, target, { ...shown, id, senderId: actor.userId, at: sentAt }));
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      const targetId = Number(plain(fields.get("sendto_id")));
      throw chatType === "single"
        ? await singleRefusal(session, targetId, error)
        : await groupRefusal(session, targetId, error);
    }
  }

  async function messageOf(
    { actor, caller }: Session,
    { chatType, conversationId, id }: Target,
    said: Parameters<MessageObjects["singleFor"]>[2],
  ): Promise<object> {
    if (chatType === "group") return objects.groupFor(caller, conversationId, said);
    return objects.singleFor({ caller, userId: actor.userId }, id, said);
  }

  /** Of somebody else it is an address like any other. */
  async function ownMedia(caller: Caller, data: string): Promise<Media[]> {
    const asked = fileIdsIn(data).map((id) =>
      host.call(caller, "media.get", { id }).catch(nullWhereNotFound),
    );
    return (await Promise.all(asked)).flatMap((found) =>
      found === null || found.media.completeAt === null ? [] : found.media,
    );
  }

  async function singleRefusal({ actor, caller }: Session, userId: number, error: ParleyError) {
    const { code, details } = error;
    if (code === "not_found") return refused(targetGone);
    if (code === "forbidden") return refused("系统把你们拉黑了，不能发送消息");
    if (code !== "not_accepted") return error;
    const isGuest = actor.role === "guest";
    switch (details?.rule) {
      case "none":
        return refused(
          isGuest ? "对方设置成：需要您先登录才能发消息" : "对方设置成：需要您先成为他的好友才能发消息",
        );
      case "one":
        return refused("在成为好友之前，对方只允许向他发一条消息");
      case "follow":
        return refused("需要先关注对方才能发送消息");
      default:
        return refused((await isThere(caller, userId)) ? "对方把你拉黑了，不能发送消息" : targetGone);
    }
  }

  async function isThere(caller: Caller, id: number): Promise<boolean> {
    try {
      await host.call(caller, "user.get", { id });
      return true;
    } catch (error) {
      if (error instanceof ParleyError && error.code === "not_found") return false;
      throw error;
    }
  }

  async function groupRefusal({ caller }: Session, conversationId: number, error: ParleyError) {
    const { code, details } = error;
    if (code === "not_found") {
      return refused((await groups.isKnown(caller, conversationId)) ? notInGroup : groupGone);
    }
    if (code !== "forbidden") return error;
    return refused(details?.rule === "locked" || details?.rule === "dissolved" ? groupGone : notInGroup);
  }

  /** Told over the socket, after the cursor that is kept: nothing is lost when it breaks. */
  async function tellMissed(_request: DialectRequest, { actor }: Session): Promise<Response> {
    for (const peer of host.peersOf(actor.userId)) void peer.catchUp();
    return ok("ok");
  }

  /** Whose message it is and how old is told by what is stored; names and times in the form are not believed. */
  async function recall(request: DialectRequest, session: Session): Promise<Response> {
    const { actor, caller } = session;
    const fields = await request.fields();
    const id = text(fields, "id", { max: 36, pattern: uuidPattern });
    const isGroup = oneOf(fields, "chatType", ["single", "group"]) === "group";
    optionalText(fields, "to_name", { max: 50 });
    if (fields.has("create_time")) integer(fields, "create_time", 0);
    if (isGroup) await groups.entered(caller, integer(fields, "to_id", 1));
    const target = await inWords(targetOf(fields, "to_id", session), { not_found: "消息不存在" });
    const { conversationId } = target;
    directs.noteRecalled(id);
    await inWords(host.call(caller, "message.recall", { conversationId, id }), {
      window_passed: "消息超过5分钟，不能撤回",
      forbidden: "只能撤回自己的消息",
      not_found: "消息不存在",
    });
    const name = plainName(await people.userOf(caller, actor.userId));
    const said = recallNotice(id, actor.userId, host.clock.now(), name);
    return ok({ ...(await messageOf(session, target, said)), group: null });
  }

  return [
    guard.visitor("POST", "/api/chat/socket/sendmessage", send),
    guard.visitor("POST", "/api/chat/chatGetmessageOffLine", tellMissed),
    guard.visitor("POST", "/api/chat/socket/getmessage", tellMissed),
    guard.visitor("POST", "/api/chat/revokeMessage", recall),
    guard.visitor("POST", "/api/chat/socket/recall", recall),
  ];
}
