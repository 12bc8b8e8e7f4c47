/** The contract `gochat`: paths, words and numbers of this cousin; all else is in `ginchat`. */
import { defineDialect } from "../dialect.ts";
import { createGinchat } from "../ginchat/create.ts";
import { type Flavour, ginchatOptions } from "../ginchat/flavour.ts";

const later = {
  oneself: "不能添加自己为好友",
  already: "好友已存在",
  unknown: "用户不存在",
  alreadyCode: -1,
};

const flavour: Flavour = {
  name: "gochat",
  getUserListMethod: "GET",
  deleteUserMethods: ["GET"],
  loadCommunity: { path: "/loadCommunity", ownField: "userId" },
  communityTotal: "count",
  history: { listIn: "Rows", isNewestFirst: false },
  befriend: [
    {
      path: "/contact/addFriend",
      ownField: "userID",
      target: { field: "targetID", by: "id" },
      words: {
        empty: "添加好友失败",
        oneself: "不能添加自己为好友",
        already: "已添加该用户为好友",
        unknown: "添加好友失败",
        alreadyCode: 1,
      },
    },
    {
      path: "/contact/addFriendById",
      ownField: "userID",
      target: { field: "targetID", by: "id" },
      words: { empty: "用户不存在", ...later },
    },
    {
      path: "/contact/addFriendByName",
      ownField: "userID",
      target: { field: "targetName", by: "name" },
      words: { empty: "输入不能为空", ...later },
    },
  ],
  doneData: 0,
  sockets: ["/initWebSocket", "/user/sendUserMsg"],
  pushesMissed: true,
};

export const gochat = defineDialect({
  name: "gochat",
  options: ginchatOptions("gochat", 30_000, "no"),
  create: (host, { groupEcho, heartbeatMaxMs }) =>
    createGinchat({ host, flavour, options: { heartbeatMaxMs, echoesGroups: groupEcho === "yes" } }),
});
