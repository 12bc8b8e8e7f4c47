/** The contract `gochat`: words and numbers of this cousin; all else is in `ginchat`. */
import { defineDialect } from "../dialect.ts";
import { createGinchat } from "../ginchat/create.ts";
import { type Flavour, ginchatOptions } from "../ginchat/flavour.ts";

const flavour: Flavour = {
  name: "gochat",
  emptyWords: "用户名或密码不能为空",
  doneData: 0,
  sockets: ["/initWebSocket", "/user/sendUserMsg"],
  pushesMissed: true,
};

export const gochat = defineDialect({
  name: "gochat",
  options: ginchatOptions("gochat", 30_000, "no"),
  create: (host, { groupEcho, heartbeatMaxMs, tellsUnknownNames }) =>
    createGinchat({
      ...{ host, flavour },
      options: {
        ...{ heartbeatMaxMs, echoesGroups: groupEcho === "yes" },
        tellsUnknownNames: tellsUnknownNames === "yes",
      },
    }),
});
