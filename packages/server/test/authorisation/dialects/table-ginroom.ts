/** The matrix of `ginroom`. */
import { password } from "../world.ts";
import type { DialectCase } from "./row.ts";
import { anybody, rows } from "./row.ts";

const invalid = "token is invalid";
const row = rows({
  ...{ nobody: "token不能为空", broken: invalid, ended: invalid, disabled: invalid },
  expired: "token is expired",
});
const failed = "wensocket升级失败";
const socketRow = rows({
  ...{ nobody: "token不能为空", broken: failed, ended: failed, disabled: failed, expired: failed },
});
const noGuests = { guest: "没有权限" };
const members = ["contact", "blocked", "muted", "owner"] as const;
const onlyMembers = Object.fromEntries(members.map((kind) => [kind, "ok"]));

export const ginroomCases: readonly DialectCase[] = [
  {
    route: "POST /login",
    about: "with a wrong password",

    sent: ({ world }) => ({ json: { username: world.target.username, password: "wrong" } }),
    expect: anybody("查询不到值"),
  },
  {
    route: "POST /login",
    about: "as one who is disabled",

    sent: ({ world }) => ({ json: { username: world.callers.disabled.username, password } }),
    expect: anybody("查询不到值"),
  },
  {
    route: "POST /send/code",
    about: "of what is no address",

    sent: () => ({ json: { email: "nowhere" } }),
    expect: anybody('{"email":["email必须是一个有效的邮箱"]}'),
  },
  {
    route: "POST /register",
    about: "without a code that was sent",

    sent: ({ world }) => ({
      json: { username: `r${world.target.id}`, password: "secret", email: "a@b.test", code: "123456" },
    }),
    expect: anybody("验证码已过期"),
  },
  { route: "GET /user/detail", sent: () => ({}), expect: row("ok") },
  ...["/query/detail", "/user/query/detail"].map((path): DialectCase => {
    return {
      route: `GET ${path}`,

      sent: ({ world }) => ({ path: `${path}?user_name=${world.target.username}` }),
      expect: row("ok"),
    };
  }),
  {
    route: "POST /user/add",
    isLasting: true,
    sent: ({ world }) => ({ json: { user_name: world.target.username } }),
    expect: row("ok", {
      ...{ contact: "已是好友", blocked: "对方拒绝添加好友", owner: "不能添加自己为好友" },
    }),
  },
  {
    route: "DELETE /user/delete",
    isLasting: true,
    sent: ({ world }) => ({ path: `/user/delete?user_identity=${world.target.uuid}` }),
    expect: row("ok"),
  },
  {
    route: "POST /user/room/create",
    sent: ({ self }) => ({ json: { name: "R", number: `r-${self.id}` } }),
    expect: row("ok", noGuests),
  },
  {
    route: "POST /user/room/create",
    about: "with another's number",
    sent: ({ world }) => ({ json: { name: "R", number: world.openGroupNumber } }),
    expect: row("房间号已存在", noGuests),
  },
  {
    route: "POST /user/room/join",
    isLasting: true,
    sent: ({ world }) => ({ json: { number: world.openGroupNumber } }),
    expect: row("ok", noGuests),
  },
  { route: "GET /user/room/list", sent: () => ({}), expect: row("ok") },
  {
    route: "GET /user/chat/list",
    about: "of a group",
    sent: ({ world }) => ({ path: `/user/chat/list?room_identity=${world.groupUuid}` }),
    expect: row("无效的房间号", onlyMembers),
  },
  {
    route: "GET /user/chat/list",
    about: "of two others",
    sent: ({ world }) => ({ path: `/user/chat/list?room_identity=${world.directUuid}` }),
    expect: row("无效的房间号", { contact: "ok", owner: "ok" }),
  },
  ...["/user/websocket/message", "/websocket/message"].flatMap((path): DialectCase[] => [
    { route: `GET ${path}`, sent: () => ({}), expect: anybody(failed) },
    {
      route: `SOCKET ${path} say`,
      about: "in a group",
      sent: ({ world }) => ({ frame: { room_identity: world.groupUuid, message: "hi" } }),
      expect: socketRow("无效的房间号", { ...onlyMembers, muted: "没有权限" }),
    },
    {
      route: `SOCKET ${path} say`,
      about: "in a room of two others",
      sent: ({ world }) => ({ frame: { room_identity: world.directUuid, message: "hi" } }),
      expect: socketRow("无效的房间号", { contact: "ok", owner: "ok" }),
    },
  ]),
  { route: "GET /websocket/all", sent: () => ({}), expect: anybody(failed) },
  {
    route: "SOCKET /websocket/all say",
    sent: () => ({ frame: { message: "hi" } }),
    expect: socketRow("ok"),
  },
  { route: "GET /echo", sent: () => ({}), expect: anybody(failed) },
  // The demo asks nobody who they are.
  { route: "SOCKET /echo say", sent: () => ({ frame: "hi" }), expect: anybody("ok") },
];
