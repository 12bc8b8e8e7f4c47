/** The matrix of the dialects: every route and every frame, as data. One that is missing fails the test (SEC-01). */
import { dialectNames } from "../../../src/dialects/all.ts";
import type { DialectName } from "./ask.ts";
import type { DialectCase } from "./row.ts";
import { type Cousin, cousinCases } from "./table-cousins.ts";
import { eggCases } from "./table-egg.ts";
import { eggAdminCases } from "./table-egg-admin.ts";
import { eggChatCases } from "./table-egg-chat.ts";
import { ginroomCases } from "./table-ginroom.ts";
import { nettyCases } from "./table-netty.ts";

const hertz: Cousin = {
  name: "hertz",
  list: "POST /user/getUserList",
  delete: "POST /user/deleteUser",
  communities: { path: "/contact/loadcommunity", field: "ownerId" },
  befriend: [
    {
      ...{ path: "/contact/addfriend", own: "userId", target: "targetName" },
      ...{ already: "不能重复添加", oneself: "不能加自己" },
    },
  ],
  socket: "/chat",
};

const later = { already: "好友已存在", oneself: "不能添加自己为好友" };

const gochat: Cousin = {
  name: "gochat",
  list: "GET /user/getUserList",
  delete: "GET /user/deleteUser",
  communities: { path: "/loadCommunity", field: "userId" },
  befriend: [
    {
      ...{ path: "/contact/addFriend", own: "userID", target: "targetID" },
      ...{ already: "已添加该用户为好友", oneself: "不能添加自己为好友" },
    },
    { path: "/contact/addFriendById", own: "userID", target: "targetID", ...later },
    { path: "/contact/addFriendByName", own: "userID", target: "targetName", ...later },
  ],
  socket: "/initWebSocket",
};

const known: Readonly<Record<DialectName, readonly DialectCase[]>> = {
  netty: nettyCases,
  ginroom: ginroomCases,
  egg: [...eggCases, ...eggChatCases, ...eggAdminCases],
  hertz: cousinCases(hertz),
  gochat: cousinCases(gochat),
};

/** A dialect without a table here fails. */
export const tables: ReadonlyMap<string, readonly DialectCase[]> = new Map(
  dialectNames.map((name) => [name, known[name as DialectName] ?? []]),
);
