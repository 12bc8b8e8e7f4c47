/** Ways into groups and out of them: invitations, requests, and the picture that leads to one. */
import { ParleyError } from "@parley/protocol";
import type { DialectHost, DialectRequest, Route } from "../dialect.ts";
import { invalid, inWords, ok, refused } from "./errors.ts";
import { integer, integerOf, oneOf, optionalText, plain } from "./fields.ts";
import { groupGone } from "./group-routes.ts";
import { type Groups, settingsOf } from "./groups.ts";
import type { Guard, Session } from "./guard.ts";
import { qrCodePng } from "./qr-code.ts";

const asksCached = { max: 10_000, ttlMs: 600_000 };
/** An invitation is shown again while it is young, and lets many in. */
const codesCached = { max: 10_000, ttlMs: 3_600_000 };
const codeUses = 1_000;
const doorGone = "群不存在或者被封禁";

interface DoorParts {
  readonly host: DialectHost;
  readonly guard: Guard;
  readonly groups: Groups;
}

export function groupDoorRoutes({ host, guard, groups }: DoorParts): readonly Route[] {
  /** Who asked a moment ago: whoever asks again is told so. */
  const asks = host.cache<string, { isFirst: boolean }>(asksCached);
  const codes = host.cache<string, string | null>(codesCached);

  async function isMember({ caller }: Session, conversationId: number): Promise<boolean> {
    try {
      await groups.asked(caller, conversationId);
      return true;
    } catch (error) {
      if (error instanceof ParleyError && error.code === "not_found") return false;
      throw error;
    }
  }

  async function invite(request: DialectRequest, session: Session): Promise<Response> {
    const { actor, caller } = session;
    const fields = await request.fields();
    const conversationId = integer(fields, "group_id", 1);
    const userId = integer(fields, "user_id", 1);
    const message = optionalText(fields, "addGroupDesc", { max: 500 });
    const code = optionalText(fields, "code", { max: 100 });
    if (userId !== actor.userId) return add(session, conversationId, userId, fields.get("inviteuser_id"));
    if (await isMember(session, conversationId)) throw refused("用户已经在群里");
    const words = {
      not_found: doorGone,
      forbidden: actor.role === "guest" ? "请先登录再申请进群" : doorGone,
    };
    if (code !== null) {
      await inWords(host.call(caller, "invite.accept", { code }), words);
      return ok("加群成功");
    }
    const asking = { conversationId, ...(message === null ? {} : { message: message.slice(0, 200) }) };
    const { status } = await inWords(host.call(caller, "group.join", asking), words);
    return status === "joined" ? ok("加群成功") : waits(conversationId, userId);
  }

  async function waits(conversationId: number, userId: number): Promise<Response> {
    const ask = await asks.get(`${conversationId} ${userId}`, async () => ({ isFirst: true }));
    if (!ask.isFirst) throw refused("已申请加入群聊，正在等待群主同意");
    ask.isFirst = false;
    return ok("等待群主同意");
  }

  /** Somebody else is brought in by who may do so, and by nobody in another's name. */
  async function add(session: Session, conversationId: number, userId: number, inviterId: unknown) {
    const { actor, caller } = session;
    const inviter = plain(inviterId);
    const isOther = inviter !== "" && Number(inviter) !== actor.userId;
    if (isOther || actor.role === "guest") throw refused("非法操作");
    const { conversation } = await inWords(groups.asked(caller, conversationId), { not_found: doorGone });
    if (conversation.status !== undefined) throw refused(doorGone);
    const adding = host.call(caller, "member.add", { conversationId, userIds: [userId] });
    const { addedIds } = await inWords(adding, {
      not_found: doorGone,
      forbidden: "非法操作",
      not_accepted: "对方不接受",
    });
    if (addedIds.length > 0) return ok("加群成功");
    const { members } = await groups.memberOf(caller, conversationId, userId);
    if (members.some((member) => member.userId === userId)) throw refused("用户已经在群里");
    return waits(conversationId, userId);
  }

  async function answer(request: DialectRequest, { caller }: Session): Promise<Response> {
    const fields = await request.fields();
    const conversationId = integer(fields, "group_id", 1);
    const userId = integer(fields, "user_id", 1);
    const accepts = oneOf(fields, "type", ["agree", "no"]) === "agree";
    const args = { conversationId, userId, answer: accepts ? "accept" : "refuse" } as const;
    await inWords(host.call(caller, "group.requests.answer", args), {
      not_found: "非法操作",
      forbidden: "非法操作",
    });
    asks.forget(`${conversationId} ${userId}`);
    return ok("处理成功");
  }

  async function remove(request: DialectRequest, { actor, caller }: Session): Promise<Response> {
    const fields = await request.fields();
    const conversationId = integer(fields, "group_id", 1);
    const userId = integer(fields, "user_id", 1);
    const words = "只有群主才能操作";
    const { conversation } = await inWords(groups.asked(caller, conversationId), { not_found: words });
    if (userId === actor.userId && conversation.ownerId === userId) throw refused("群主不能删除自己");
    const removing = host.call(caller, "member.remove", { conversationId, userId });
    await inWords(removing, { forbidden: words, not_found: "用户不在群里" });
    return ok("删除群成员成功");
  }

  async function setDoor(request: DialectRequest, { caller }: Session): Promise<Response> {
    const fields = await request.fields();
    const conversationId = integer(fields, fields.has("group_id") ? "group_id" : "id", 1);
    const settings = settingsOf(integer(fields, "addGroupSet", 0, 10));
    const words = "群不存在或者被封禁或者你无权操作";
    const changing = host.call(caller, "group.update", { conversationId, settings });
    await inWords(changing, { not_found: words, forbidden: words });
    return ok("设置成功");
  }

  /** An invitation of the caller's, where they may make one. */
  function codeOf({ actor, caller }: Session, conversationId: number): Promise<string | null> {
    return codes.get(`${actor.userId} ${conversationId}`, async () => {
      try {
        return (await host.call(caller, "invite.create", { conversationId, uses: codeUses })).code;
      } catch (error) {
        if (error instanceof ParleyError && (error.code === "forbidden" || error.code === "limit_reached"))
          return null;
        throw error;
      }
    });
  }

  async function picture(request: DialectRequest, session: Session): Promise<Response> {
    const id = integerOf(request.parameters.id, "id", 1);
    const isGroup = request.query("chatType") !== "single";
    const named = isGroup ? await groupNamed(session, id) : await userNamed(session, id);
    const page = request.query("type") === "H5" ? pageOf(request.query("http") ?? "") : null;
    const content = page === null ? JSON.stringify(named) : pageText(page, isGroup, named);
    const headers = {
      "content-type": "image/png",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    };
    return new Response(qrCodePng(content), { headers });
  }

  async function groupNamed(session: Session, id: number) {
    const words = "群不存在或被封禁或者您不在该群聊中";
    const asking = groups.asked(session.caller, id);
    const { conversation, settings } = await inWords(asking, { not_found: words, forbidden: words });
    if (conversation.status !== undefined) throw refused(words);
    // Where everybody comes in anyhow it says what the contract says, and no more.
    const code = settings.join === "open" && settings.guestsMayJoin ? null : await codeOf(session, id);
    return { id, name: conversation.name ?? "", ...(code === null ? {} : { code }) };
  }

  async function userNamed({ caller }: Session, id: number) {
    const { profile } = await inWords(host.call(caller, "user.get", { id }), { not_found: groupGone });
    return { id, name: profile.nickname };
  }

  return [
    guard.visitor("POST", "/api/chat/groupInviteUser", invite),
    guard.user("POST", "/api/chat/groupAgreeOrNo", answer),
    guard.user("POST", "/api/chat/groupDeleteUser", remove),
    guard.user("POST", "/api/chat/groupAddUserSet", setDoor),
    guard.visitor("GET", "/api/chat/groupQrcode/:id", picture),
  ];
}

/** The page of the caller's own client. Nothing of it is fetched here. */
function pageOf(given: string): URL {
  const address = URL.canParse(given) ? new URL(given) : null;
  if (address === null || !/^https?:$/.test(address.protocol) || given.length > 300) {
    throw invalid("参数 http 不合法");
  }
  address.searchParams.delete("token");
  return address;
}

function pageText(page: URL, isGroup: boolean, named: { id: number; name: string; code?: string }): string {
  const { code, id, name } = named;
  const query = new URLSearchParams({
    action: isGroup ? "autoAddGroup" : "autoAddFriend",
    ...{ id: String(id), name, chatType: isGroup ? "group" : "single" },
    ...(code === undefined ? {} : { code }),
  });
  const base = page.href;
  return `${base}${base.includes("?") ? "&" : "?"}${query}`;
}
