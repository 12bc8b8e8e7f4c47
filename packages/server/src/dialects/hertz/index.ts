/** The contract `hertz`: words and numbers of this cousin; all else is in `ginchat`. */
import { defineDialect } from "../dialect.ts";
import { createGinchat } from "../ginchat/create.ts";
import { type Flavour, ginchatOptions } from "../ginchat/flavour.ts";

const flavour: Flavour = {
  name: "hertz",
  emptyWords: "用户名或密码不能为空！",
  doneData: null,
  sockets: ["/chat", "/user/sendUserMsg"],
  pushesMissed: false,
};

export const hertz = defineDialect({
  name: "hertz",
  options: ginchatOptions("hertz", 30_000, "yes"),
  create: (host, { groupEcho, heartbeatMaxMs, tellsUnknownNames }) =>
    createGinchat({
      ...{ host, flavour },
      options: {
        ...{ heartbeatMaxMs, echoesGroups: groupEcho === "yes" },
        tellsUnknownNames: tellsUnknownNames === "yes",
      },
    }),
});
