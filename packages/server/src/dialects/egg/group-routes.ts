/** Groups over HTTP: made, listed, shown, renamed, left. */
import { type Group, ParleyError, type ResultOf, type User } from "@parley/protocol";
import type { Caller, DialectHost, DialectRequest, Route } from "../dialect.ts";
import { inWords, ok, refused } from "./errors.ts";
import { integer, integerOf, text } from "./fields.ts";
import { type GroupRecord, type Groups, memberRows, notInGroup, settingsOf } from "./groups.ts";
import type { Guard, Session } from "./guard.ts";
import { avatarOf, roleOf } from "./people.ts";

const pageDefault = 30;
const pageMax = 100;
const membersMax = 500;
/** More members than this one request does not show. */
const memberPagesMax = 4;
const inboxPage = 500;

export interface GroupParts {
  readonly host: DialectHost;
  readonly guard: Guard;
  readonly groups: Groups;
}

export const groupGone = "群不存在或被封禁";

export function groupRoutes({ host, guard, groups }: GroupParts): readonly Route[] {
  async function create(request: DialectRequest, { actor, caller }: Session): Promise<Response> {
    // The number of a friendship is the friend's own: nobody names a row of somebody else's.
    const memberIds = rowsOf(await request.values("userIds"));
    if (memberIds.length === 0) throw refused("请选择加入群聊的用户");
    const gone = "用户不存在，无法加入群聊";
    for (const userId of memberIds) {
      const { contact } = await inWords(host.call(caller, "contact.get", { userId }), { not_found: gone });
      if (!contact.isContact || contact.isBlocked) throw refused(gone);
    }
    await groups.make(actor.userId, async () => {
      const making = host.call(caller, "group.create", { memberIds });
      const { conversation } = await inWords(making, { not_found: gone, not_accepted: gone });
      await host.call(caller, "group.update", { conversationId: conversation.id, settings: settingsOf(0) });
    });
    return ok("ok");
  }

  /** Every group the caller is in, the newest first. */
  async function groupIds(caller: Caller): Promise<readonly number[]> {
    const ids: number[] = [];
    let next: string | null = "";
    while (next !== null) {
      const before: { readonly before?: string } = next === "" ? {} : { before: next };
      const page: ResultOf<"inbox.list"> = await host.call(caller, "inbox.list", {
        limit: inboxPage,
        ...before,
      });
      for (const { conversation, status } of page.heads) {
        const isLive = conversation.status === undefined && status !== "left" && status !== "locked";
        if (conversation.kind === "group" && isLive) ids.push(conversation.id);
      }
      next = page.next;
    }
    return ids.sort((a, b) => b - a);
  }

  async function list(request: DialectRequest, { actor, caller }: Session): Promise<Response> {
    const page = integerOf(request.parameters.page, "page", 1);
    const limit = integerOf(request.query("limit") || pageDefault, "limit", 1, pageMax);
    const ids = (await groupIds(caller)).slice((page - 1) * limit, page * limit);
    const records: GroupRecord[] = [];
    for (const id of ids) {
      const group = await groups.known(caller, id);
      const own = await groups.memberOf(caller, id, actor.userId);
      records.push(await groups.recordOf(caller, group, memberRows(id, own)));
    }
    return ok(records);
  }

  async function info(request: DialectRequest, { actor, caller }: Session): Promise<Response> {
    const id = integerOf(request.parameters.id, "id", 1);
    try {
      const group = await groups.asked(caller, id);
      if (group.conversation.status !== undefined) throw refused(groupGone);
      return ok(await groups.recordOf(caller, group, await fullRows(caller, group, actor.userId)));
    } catch (error) {
      if (!(error instanceof ParleyError && error.code === "not_found")) throw error;
    }
    return ok(await cardOf(caller, id));
  }

  /** Who is not in it sees what they see who may come in. */
  async function cardOf(caller: Caller, id: number): Promise<object> {
    const asking = host.call(caller, "group.preview", { conversationId: id });
    const { group } = await inWords(asking, { not_found: groupGone });
    return {
      ...{ id, uuid: "", user_id: 0, name: group.name ?? "", avatar: group.avatar ?? "", remark: "" },
      invite_confirm: group.join === "approval" ? 1 : group.guestsMayJoin ? 0 : 2,
      ...{ status: 1, order: 50, create_time: 0, group_users: [] },
    };
  }

  /** Each with the person, and for who lets people in those who wait (status 2). */
  async function fullRows(caller: Caller, group: Group, userId: number): Promise<object[]> {
    const conversationId = group.conversation.id;
    const rows: object[] = [];
    let afterUserId = 0;
    for (let pages = 0; pages < memberPagesMax; pages += 1) {
      const args = { conversationId, afterUserId, limit: membersMax };
      const page = await host.call(caller, "member.list", args);
      const byId = new Map(page.users.map((user) => [user.id, user]));
      for (const row of memberRows(conversationId, page)) {
        const user = byId.get(row.user_id);
        rows.push({ ...row, status: 1, user: user === undefined ? null : briefOf(user) });
        afterUserId = row.user_id;
      }
      if (!page.hasMore) break;
    }
    if (group.conversation.ownerId !== userId) return rows;
    const { users } = await host.call(caller, "group.requests.list", { conversationId });
    for (const user of users) {
      const { avatar, id, nickname } = user;
      const row = { group_id: conversationId, user_id: id, nickname, avatar: avatar ?? "", status: 2 };
      rows.push({ ...row, user: briefOf(user) });
    }
    return rows;
  }

  /** Changes one text of a group, by who may. */
  const setting =
    (
      name: string,
      max: number,
      words: string,
      change: (caller: Caller, conversationId: number, value: string) => Promise<unknown>,
    ) =>
    async (request: DialectRequest, { caller }: Session): Promise<Response> => {
      const fields = await request.fields();
      const conversationId = integer(fields, "id", 1);
      const changing = change(caller, conversationId, text(fields, name, { max }));
      await inWords(changing, { not_found: words, forbidden: words });
      return ok("ok");
    };
  const rename = setting("name", 20, "只有群主才能修改群名称", async (caller, conversationId, name) => {
    // How it was called is remembered before it is called otherwise, so that everybody is told.
    await groups.known(caller, conversationId);
    return host.call(caller, "group.update", { conversationId, name });
  });
  const announce = setting("remark", 500, "只有群主才能修改群公告", (caller, conversationId, announcement) =>
    host.call(caller, "group.update", { conversationId, announcement }),
  );
  const rule = "你不在该群聊中，无法修改昵称";
  const setNickname = setting("nickname", 20, rule, (caller, conversationId, nickname) =>
    host.call(caller, "member.setProfile", { conversationId, nickname }),
  );

  async function leave(request: DialectRequest, { actor, caller }: Session): Promise<Response> {
    const conversationId = integer(await request.fields(), "id", 1);
    const group = await groups.entered(caller, conversationId);
    if (group.conversation.status === "dissolved") throw refused("群不存在");
    const op = group.conversation.ownerId === actor.userId ? "group.dissolve" : "group.leave";
    await inWords(host.call(caller, op, { conversationId }), {
      not_found: notInGroup,
      forbidden: notInGroup,
    });
    return ok("ok");
  }

  return [
    guard.user("POST", "/api/chat/group/create", create),
    guard.visitor("GET", "/api/chat/grouplist/:page", list),
    guard.visitor("GET", "/api/chat/groupinfo/:id", info),
    guard.user("POST", "/api/chat/groupUpdateName", rename),
    guard.user("POST", "/api/chat/groupremark", announce),
    guard.visitor("POST", "/api/chat/groupnickname", setNickname),
    guard.visitor("POST", "/api/chat/groupDeleteOrQuit", leave),
  ];
}

/** A list in JSON, or several fields of a form, or the list's JSON or commas in one. */
function rowsOf(given: readonly unknown[]): number[] {
  const list = given.flatMap((row) =>
    typeof row === "string" ? row.replaceAll(/[[\]\s"]/g, "").split(",") : row,
  );
  const rows = list.filter((row) => row !== "").map((row) => integerOf(row, "userIds", 1));
  return [...new Set(rows)];
}

function briefOf(user: User): object {
  const { id, nickname, role, username, uuid } = user;
  return { id, username, avatar: avatarOf(user), nickname, uuid, role: roleOf(role) };
}
