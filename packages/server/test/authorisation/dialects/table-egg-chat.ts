/** The matrix of `egg`: messages and groups. */
import type { CaseContext, DialectCase, Outcome, Row } from "./row.ts";
import { noVisitors, eggRow as row } from "./table-egg.ts";

const text = { type: "text", data: '{"data":"hi","dataType":false,"otherData":null}', options: "%7B%7D" };
const outside = (words: Outcome) => ({ guest: words, stranger: words, removed: words, admin: words });

const post = (
  name: string,
  json: (context: CaseContext) => object,
  expect: Row,
  about?: string,
): DialectCase => ({
  route: `POST /api/chat/${name}`,
  sent: (context) => ({ json: json(context) }),
  expect,
  ...(about === undefined ? {} : { about }),
});

const lastingPost: typeof post = (...given) => ({ ...post(...given), isLasting: true });

const gone = "群不存在或者已解散或者被封禁，无法发消息";

export const eggChatCases: readonly DialectCase[] = [
  post(
    "socket/sendmessage",
    ({ world }) => ({ ...text, sendto_id: world.target.id, chatType: "single" }),
    row("ok", { blocked: "对方把你拉黑了，不能发送消息", owner: "对方不存在或者被禁用，不能发消息" }),
  ),
  post(
    "socket/sendmessage",
    ({ world }) => ({ ...text, sendto_id: world.groupId, chatType: "group" }),
    row("ok", { ...outside(gone), muted: "您不在群里，无法发消息" }),
    "in a group",
  ),
  ...["chatGetmessageOffLine", "socket/getmessage"].map((name) => post(name, () => ({}), row("ok"))),
  ...["revokeMessage", "socket/recall"].map((name) =>
    lastingPost(
      name,
      ({ world }) => ({
        ...{ id: world.groupMessageId, to_id: world.groupId, to_name: "G", to_avatar: "/avatar.png" },
        ...{ chatType: "group", create_time: 1 },
      }),
      row("只能撤回自己的消息", { ...outside("群不存在"), owner: "ok" }),
      "another's",
    ),
  ),
  post(
    "group/create",
    ({ world }) => ({ userIds: [world.other.id] }),
    row("用户不存在，无法加入群聊", { owner: "ok", ...noVisitors }),
  ),
  {
    route: "GET /api/chat/grouplist/:page",

    sent: () => ({ path: "/api/chat/grouplist/1" }),
    expect: row("ok"),
  },
  {
    route: "GET /api/chat/groupinfo/:id",

    sent: ({ world }) => ({ path: `/api/chat/groupinfo/${world.groupId}` }),
    expect: row("ok", outside("群不存在或被封禁")),
  },
  post(
    "groupUpdateName",
    ({ world }) => ({ id: world.groupId, name: "Name" }),
    row("只有群主才能修改群名称", { owner: "ok", ...noVisitors }),
  ),
  post(
    "groupremark",
    ({ world }) => ({ id: world.groupId, remark: "Read this" }),
    row("只有群主才能修改群公告", { owner: "ok", ...noVisitors }),
  ),
  post(
    "groupnickname",
    ({ world }) => ({ id: world.groupId, nickname: "Nick" }),
    row("ok", outside("你不在该群聊中，无法修改昵称")),
  ),
  lastingPost("groupDeleteOrQuit", ({ world }) => ({ id: world.groupId }), row("ok", outside("群不存在"))),
  lastingPost(
    "groupInviteUser",
    ({ self, world }) => ({ group_id: world.groupId, user_id: self.id }),
    row("用户已经在群里", outside("群不存在或者被封禁")),
    "oneself into one that is closed",
  ),
  lastingPost(
    "groupInviteUser",
    ({ kind, world }) => ({ group_id: world.groupId, user_id: world.unrelated[kind].id }),
    row("群不存在或者被封禁", {
      ...{ guest: "非法操作", contact: "ok", blocked: "ok", muted: "ok", owner: "ok" },
    }),
    "another",
  ),
  lastingPost(
    "groupInviteUser",
    ({ kind, world }) => ({
      ...{ group_id: world.groupId, user_id: world.unrelated[kind].id, inviteuser_id: world.target.id },
    }),
    row("非法操作", { owner: "ok" }),
    "in another's name",
  ),
  post(
    "groupAgreeOrNo",
    ({ world }) => ({ group_id: world.groupId, user_id: world.callers.stranger.id, type: "agree" }),
    row("非法操作", { ...noVisitors }),
    "who did not ask",
  ),
  lastingPost(
    "groupDeleteUser",
    ({ world }) => ({ group_id: world.groupId, user_id: world.other.id }),
    row("只有群主才能操作", { owner: "ok", ...noVisitors }),
  ),
  lastingPost(
    "groupAddUserSet",
    ({ world }) => ({ id: world.groupId, addGroupSet: 1 }),
    row("群不存在或者被封禁或者你无权操作", { owner: "ok", ...noVisitors }),
  ),
  {
    route: "GET /api/chat/groupQrcode/:id",
    sent: ({ world }) => ({ path: `/api/chat/groupQrcode/${world.groupId}?chatType=group` }),
    expect: row("ok", outside("群不存在或被封禁或者您不在该群聊中")),
  },
];
