/** The matrix of `hertz` and `gochat`, which differ in paths and words. */
import { uploadAddress } from "../../../src/dialects/ginchat/upload-address.ts";
import { password } from "../world.ts";
import type { CaseContext, DialectCase, Row } from "./row.ts";
import { anybody, rows } from "./row.ts";

export interface Cousin {
  readonly name: "hertz" | "gochat";
  readonly socket: string;
}

/** Either understands the spellings of both. */
const methods = ["POST", "GET"] as const;
const communities = [
  { path: "/contact/loadcommunity", field: "ownerId" },
  { path: "/loadCommunity", field: "userId" },
] as const;
const later = { already: "好友已存在", oneself: "不能添加自己为好友" };
const befriend = [
  {
    ...{ path: "/contact/addfriend", own: "userId", target: "targetName" },
    ...{ already: "不能重复添加", oneself: "不能加自己" },
  },
  {
    ...{ path: "/contact/addFriend", own: "userID", target: "targetID" },
    ...{ already: "已添加该用户为好友", oneself: "不能添加自己为好友" },
  },
  { path: "/contact/addFriendById", own: "userID", target: "targetID", ...later },
  { path: "/contact/addFriendByName", own: "userID", target: "targetName", ...later },
] as const;

const loggedOut = "请先登录";
const row = rows({
  ...{ nobody: loggedOut, broken: loggedOut, ended: loggedOut, disabled: loggedOut },
  expired: "登录已过期，请重新登录",
});
const forbidden = "没有权限";
const noGuests = { guest: forbidden };
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export function cousinCases(cousin: Cousin): readonly DialectCase[] {
  return [...accountCases(), ...contactCases(), ...otherCases(cousin), ...socketCases(cousin)];
}

/** A form that says who calls: as oneself, and in the name of another. */
function inBothNames(
  route: string,
  field: string,
  fields: (context: CaseContext) => object,
  expect: Row,
): DialectCase[] {
  return [
    {
      route,
      isLasting: route.startsWith("POST /contact/"),
      sent: (context) => ({ json: { ...fields(context), [field]: context.self.id } }),
      expect,
    },
    {
      route,
      about: "in another's name",
      sent: (context) => ({ json: { ...fields(context), [field]: context.world.other.id } }),
      expect: row(forbidden),
    },
  ];
}

function accountCases(): DialectCase[] {
  return [
    {
      route: "POST /user/createUser",
      about: "with another's name",
      sent: ({ world }) => ({
        json: { name: world.target.username, password: "secret", Identity: "secret", repassword: "secret" },
      }),
      expect: anybody("用户名已注册！"),
    },
    {
      route: "POST /user/findUserByNameAndPwd",
      about: "with a wrong password",
      sent: ({ world }) => ({ json: { name: world.target.username, password: "wrong" } }),
      expect: anybody("密码不正确"),
    },
    {
      route: "POST /user/findUserByNameAndPwd",
      about: "as one who is disabled",
      sent: ({ world }) => ({ json: { name: world.callers.disabled.username, password } }),
      expect: anybody("密码不正确"),
    },
    ...inBothNames(
      "POST /user/updateUser",
      "id",
      ({ self }) => ({ phone: `138${String(self.id).padStart(8, "0")}` }),
      row("修改参数不匹配！", noGuests),
    ).map((oneCase) => ({
      ...oneCase,
      expect: oneCase.about === undefined ? row("ok", noGuests) : row(forbidden),
    })),
    {
      route: "POST /user/updateUser",
      about: "a password with a wrong old one",
      sent: () => ({ json: { password: "another one", oldpassword: "wrong" } }),
      expect: row("密码不正确", noGuests),
    },
    ...methods.flatMap((method): DialectCase[] => [
      {
        route: `${method} /user/deleteUser`,
        about: "another",
        isLasting: true,
        sent: ({ world }) => ({ path: `/user/deleteUser?id=${world.other.id}` }),
        expect: row(forbidden, { admin: "ok" }),
      },
      {
        route: `${method} /user/deleteUser`,
        about: "oneself with a wrong password",
        sent: ({ self }) => ({ path: `/user/deleteUser?id=${self.id}&password=wrong` }),
        expect: row("密码不正确", noGuests),
      },
      {
        route: `${method} /user/getUserList`,
        sent: () => ({}),
        expect: row(forbidden, { admin: "ok" }),
      },
    ]),
    {
      route: "POST /user/find",

      sent: ({ world }) => ({ json: { userId: world.target.id } }),
      expect: row("ok"),
    },
    ...inBothNames("POST /searchFriends", "userId", () => ({}), row("ok")),
  ];
}

function contactCases(): DialectCase[] {
  return [
    ...befriend.flatMap(({ already, oneself, own, path, target }) =>
      inBothNames(
        `POST ${path}`,
        own,
        ({ world }) => ({ [target]: target === "targetID" ? world.target.id : world.target.username }),
        row("ok", { contact: already, blocked: "对方不接收", owner: oneself }),
      ),
    ),
    ...inBothNames("POST /contact/createCommunity", "ownerId", () => ({ name: "C" }), row("ok", noGuests)),
    ...communities.flatMap(({ field, path }) =>
      inBothNames(
        `POST ${path}`,
        field,
        () => ({}),
        row("ok", { guest: "暂无群聊", stranger: "暂无群聊", removed: "暂无群聊", admin: "暂无群聊" }),
      ),
    ),
    ...inBothNames(
      "POST /contact/joinGroup",
      "userId",
      ({ world }) => ({ comId: world.openGroupName }),
      row("ok", { guest: "没有找到群", owner: "已加过此群" }),
    ),
    {
      route: "POST /contact/joinGroup",
      about: "one that is closed",
      sent: ({ world }) => ({ json: { comId: world.groupId } }),
      expect: row("没有找到群", {
        ...{ contact: "已加过此群", blocked: "已加过此群", muted: "已加过此群", owner: "已加过此群" },
      }),
    },
  ];
}

function otherCases({ name }: Cousin): DialectCase[] {
  const page = (path: string): DialectCase => {
    return { route: `GET ${path}`, sent: () => ({}), expect: anybody("ok") };
  };
  // What is at the root of the main port is the web client's.
  const atRoot = (path: string): DialectCase => {
    const expect = anybody(name === "gochat" ? "ok" : "not found");
    return { route: `GET ${path}`, sent: () => ({}), expect };
  };
  return [
    {
      route: "POST /user/redisMsg",
      about: "with the target",
      sent: ({ self, world }) => ({ json: { userIdA: self.id, userIdB: world.other.id } }),
      expect: row("ok"),
    },
    {
      route: "POST /user/redisMsg",
      about: "of two others",

      sent: ({ world }) => ({
        json: { userIdA: world.other.id, userIdB: world.callers.stranger.id },
      }),
      expect: row(forbidden, { stranger: "ok" }),
    },
    {
      route: "POST /attach/upload",
      sent: () => ({ upload: { field: "file", name: "a.png", bytes: new Uint8Array(picture) } }),
      expect: row("ok"),
    },
    {
      route: "GET /asset/upload/:file",
      about: "which nobody was shown",

      sent: ({ world }) => ({ path: uploadAddress(world.mediaId, 0, ".png").slice(1) }),
      expect: {
        ...row("not found"),
        ...{ nobody: "forbidden", broken: "forbidden", ended: "forbidden", expired: "forbidden" },
        disabled: "forbidden",
      },
    },
    atRoot("/"),
    ...["/index", "/toRegister", "/favicon.ico", "/asset/icon.svg", "/asset/style.css"].map(page),
    ...["/asset/account.js", "/asset/chat.js", "/swagger", "/swagger/doc.json", "/swagger/*"].map(page),
    { route: "GET /toChat", sent: () => ({}), expect: row("ok") },
    {
      route: "GET /toChat",
      about: "in another's name",

      sent: ({ world }) => ({ path: `/toChat?userId=${world.other.id}` }),
      expect: row(forbidden),
    },
  ];
}

function socketCases({ socket }: Cousin): DialectCase[] {
  const said = (fields: (context: CaseContext) => object) => (context: CaseContext) => ({
    frame: {
      ...{ TargetId: -1, Type: 3, CreateTime: 1, userId: context.self.id, Media: 1, Content: "hi" },
      ...fields(context),
    },
  });
  const outside = { guest: "没有找到", stranger: "没有找到", removed: "没有找到", admin: "没有找到" };
  const chat = [socket, "/user/sendUserMsg"].flatMap((path): DialectCase[] => [
    {
      route: `SOCKET ${path} user`,
      sent: said(({ world }) => ({ Type: 1, TargetId: world.target.id })),
      expect: row("ok", { blocked: "对方不接收", owner: "没有找到" }),
    },
    {
      route: `SOCKET ${path} user`,
      about: "as another",
      sent: said(({ world }) => ({ Type: 1, TargetId: world.target.id, userId: world.other.id })),
      expect: row(forbidden),
    },
    {
      route: `SOCKET ${path} group`,
      sent: said(({ world }) => ({ Type: 2, TargetId: world.groupId })),
      expect: row("ok", { ...outside, muted: forbidden }),
    },
    {
      route: `SOCKET ${path} heartbeat`,
      about: "at another's address",

      sent: (context) => ({ ...said(() => ({}))(context), path: `${path}?userId=${context.world.other.id}` }),
      expect: row(forbidden),
    },
    { route: `SOCKET ${path} heartbeat`, sent: said(() => ({})), expect: row("ok") },
  ]);
  return [
    ...chat,
    {
      route: "SOCKET /user/sendMsg nothing",

      sent: () => ({}),
      expect: row(forbidden, { admin: "ok" }),
    },
  ];
}
