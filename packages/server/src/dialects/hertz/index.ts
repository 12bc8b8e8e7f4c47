/** The contract `hertz`: paths, words and numbers of this cousin; all else is in `ginchat`. */
import { defineDialect } from "../dialect.ts";
import { createGinchat } from "../ginchat/create.ts";
import { type Flavour, ginchatOptions } from "../ginchat/flavour.ts";

const flavour: Flavour = {
  name: "hertz",
  getUserListMethod: "POST",
  deleteUserMethods: ["POST"],
  loadCommunity: { path: "/contact/loadcommunity", ownField: "ownerId" },
  communityTotal: "text",
  history: { listIn: "Total", isNewestFirst: true },
  befriend: [
    {
      path: "/contact/addfriend",
      ownField: "userId",
      target: { field: "targetName", by: "name" },
      words: {
        empty: "好友ID不能为空",
        oneself: "不能加自己",
        already: "不能重复添加",
        unknown: "没有找到此用户",
        alreadyCode: -1,
      },
    },
  ],
  doneData: null,
  sockets: ["/chat", "/user/sendUserMsg"],
  pushesMissed: false,
};

export const hertz = defineDialect({
  name: "hertz",
  options: ginchatOptions("hertz", 30_000, "yes"),
  create: (host, { groupEcho, heartbeatMaxMs }) =>
    createGinchat({ host, flavour, options: { heartbeatMaxMs, echoesGroups: groupEcho === "yes" } }),
});
