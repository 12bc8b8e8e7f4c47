/** The matrix of `netty`: the push entry, and every frame of the socket. */

import { password } from "../world.ts";
import type { CaseContext, DialectCase } from "./row.ts";
import { anybody, rows } from "./row.ts";
import { nettyKey } from "./world.ts";

const pushEntry = "POST /api/chatServe/rocketmq/mqmessage/message/send";
const push = ({ world }: CaseContext) => ({ to: [String(world.target.id)], msg: { a: 1 }, sendToAll: false });

const closed = "4400 token 无效";
const refusals = {
  nobody: "token 无效",
  broken: closed,
  ended: closed,
  expired: closed,
  disabled: closed,
} as const;
const row = rows(refusals);
const noOne = { blocked: "对方不接收消息", owner: "用户或群不存在" };
const outside = {
  guest: "用户或群不存在",
  stranger: "用户或群不存在",
  removed: "用户或群不存在",
  admin: "用户或群不存在",
};

const frame = (name: string) => `SOCKET /websocket ${name}`;
const said = (type: number, params: (context: CaseContext) => object) => (context: CaseContext) => ({
  frame: { type, params: params(context) },
});
const text = { message: "hi", fileType: "text" };

export const nettyCases: readonly DialectCase[] = [
  {
    route: pushEntry,
    about: "with a person's token",
    sent: (context) => ({ json: push(context) }),
    expect: anybody("没有权限"),
  },
  {
    route: pushEntry,
    about: "with the service's key",
    sent: (context) => ({ json: push(context), headers: { authorization: `Bearer ${nettyKey}` } }),
    expect: anybody("ok"),
  },
  {
    route: frame("register"),
    sent: said(7, ({ self }) => ({ openid: String(self.id), userName: "n", loginStatus: "1" })),
    expect: row("ok"),
  },
  {
    route: frame("register"),
    about: "under another's id",
    sent: said(7, ({ world }) => ({ openid: String(world.other.id), userName: "n", loginStatus: "1" })),
    expect: row("没有权限"),
  },
  {
    route: frame("register"),
    about: "logging another out",
    sent: said(7, ({ world }) => ({ openid: String(world.other.id), userName: "n", loginStatus: "0" })),
    expect: row("没有权限"),
  },
  {
    route: frame("login"),
    about: "with a wrong password",
    sent: said(5, ({ world }) => ({ userName: world.target.username, password: "wrong" })),
    expect: row("操作冲突", { nobody: "用户名或密码错误" }),
  },
  {
    route: frame("login"),
    about: "as one who is disabled",
    sent: said(5, ({ world }) => ({ userName: world.callers.disabled.username, password })),
    expect: row("操作冲突", { nobody: "用户名或密码错误" }),
  },
  {
    route: frame("private"),
    sent: said(1, ({ world }) => ({ ...text, toMessageId: String(world.target.id) })),
    expect: row("ok", noOne),
  },
  {
    route: frame("group"),
    sent: said(9, ({ world }) => ({ ...text, toMessageId: String(world.groupId) })),
    expect: row("ok", { ...outside, muted: "没有权限" }),
  },
  {
    route: frame("createGroup"),
    sent: said(3, ({ world }) => ({ userIdList: String(world.other.id) })),
    expect: row("ok", { guest: "没有权限" }),
  },
  {
    route: frame("createGroup"),
    about: "with one who has blocked the caller",
    sent: said(3, ({ world }) => ({ userIdList: String(world.target.id) })),
    expect: row("ok", { guest: "没有权限", blocked: "对方不接收消息" }),
  },
  {
    route: frame("joinGroup"),
    about: "one that is closed",
    sent: said(14, ({ world }) => ({ groupId: world.groupId })),
    expect: row("ok", outside),
  },
  {
    route: frame("joinGroup"),
    about: "one that is open",
    isLasting: true,
    sent: said(14, ({ world }) => ({ groupId: world.openGroupId })),
    expect: row("ok", { guest: "没有权限" }),
  },
  {
    route: frame("redPacket"),
    sent: said(13, ({ world }) => ({ message: "luck", toMessageId: String(world.target.id) })),
    expect: row("ok", noOne),
  },
  {
    route: frame("redPacket"),
    about: "in a group",
    sent: said(13, ({ world }) => ({ message: "luck", groupId: world.groupId })),
    expect: row("ok", { ...outside, muted: "没有权限" }),
  },
  {
    route: frame("acknowledge"),
    about: "of what did not come to this socket",
    sent: said(15, ({ world }) => ({ msgid: world.directMessageId })),
    expect: row("用户或群不存在"),
  },
  { route: frame("heartbeat"), sent: said(11, () => ({})), expect: row("ok") },
  { route: frame("ping"), sent: said(20, () => ({})), expect: row("ok") },
];
