/**
 * The contract `ginroom`: rooms and a lobby on sockets, accounts and friends over HTTP. Owns its answers and frames; all
 * rules are the engine's. Invariant: who somebody is, is what the token says, wherever it is brought.
 */
import { ParleyError } from "@parley/protocol";
import { type Dialect, defineDialect, type Route } from "../dialect.ts";
import { accountRoutes } from "./account-routes.ts";
import { createDateTimes } from "./codec.ts";
import { echoRoute } from "./echo.ts";
import { refusal, upgradeRefusal } from "./errors.ts";
import { friendRoutes } from "./friend-routes.ts";
import { createMapping } from "./mapping.ts";
import { roomRoutes } from "./room-routes.ts";
import { socketRoutes } from "./sockets.ts";
import { createTranslation } from "./translation.ts";

const options = {
  codeTtlMs: {
    type: "integer",
    default: 30_000,
    min: 10_000,
    max: 600_000,
    unit: "ms",
    description: "How long a code holds that ginroom has mailed.",
  },
  tokenTtlMs: {
    type: "integer",
    default: 86_400_000,
    min: 60_000,
    unit: "ms",
    description: "How long a token of ginroom holds, unless its session ends before.",
  },
  timeZone: {
    type: "text",
    default: "Asia/Shanghai",
    description: "Of the times in messages of ginroom, such as Asia/Shanghai.",
  },
  roomEcho: {
    type: { oneOf: ["no", "yes"] },
    default: "no",
    description: "yes: who says something in a room of ginroom is told it as well, as in the lobby.",
  },
  echoSocketsMax: {
    type: "integer",
    default: 50,
    min: 0,
    max: 1_000,
    description: "Sockets that ginroom's demo /echo, which asks for no token, has at most; 0 closes it.",
  },
} as const;

export const ginroom = defineDialect({
  name: "ginroom",
  options,
  create(host, { codeTtlMs, echoSocketsMax, roomEcho, timeZone, tokenTtlMs }): Dialect {
    const mapping = createMapping(host);
    const translation = createTranslation(mapping, createDateTimes(timeZone));
    const sockets = [
      ...socketRoutes({ host, mapping, translation, echoesRooms: roomEcho === "yes" }),
      echoRoute(host, echoSocketsMax),
    ];
    return {
      routes: [
        ...accountRoutes({ host, mapping, codeTtlMs, tokenTtlMs }),
        ...friendRoutes(host, mapping),
        ...roomRoutes(host, mapping),
        ...sockets.map(({ path }) => unupgraded(path)),
      ],
      sockets,
      cors: { headers: ["Token", "loading", "nprogress"], methods: ["GET", "POST", "DELETE", "OPTIONS"] },
      refusal: (error, { route }) => refusal(error, route),
    };
  },
});

/** A plain request where a socket is. */
function unupgraded(path: string): Route {
  return { method: "GET", path, handle: () => upgradeRefusal(new ParleyError("bad_request")) };
}
