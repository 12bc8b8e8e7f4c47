/** The dialects' own tables: every route, every socket, every frame that clients say. */
import { dialects } from "../../../src/dialects/all.ts";
import type { DialectHost } from "../../../src/dialects/dialect.ts";
import { targets } from "../../../src/dialects/ginchat/codec.ts";
import { types } from "../../../src/dialects/netty/codec.ts";

/** What the server of netty says, and no client. */
const saidByNetty: readonly string[] = [
  ...["receipt", "privateMessage", "groupCreated", "loginReply", "groupMessage", "heartbeatReply"],
  ...["acknowledged", "acknowledgedByOther", "firstAcknowledged", "retryReceipt"],
];
const framesOfNetty = Object.keys(types).filter((name) => !saidByNetty.includes(name));
const framesOfCousins = Object.keys(targets);

/** Sockets on which clients say more than one thing, or nothing. */
const frames: Readonly<Record<string, readonly string[]>> = {
  "netty /websocket": framesOfNetty,
  "egg /ws": ["ping", "pong"],
  "hertz /chat": framesOfCousins,
  "hertz /user/sendUserMsg": framesOfCousins,
  "hertz /user/sendMsg": ["nothing"],
  "gochat /initWebSocket": framesOfCousins,
  "gochat /user/sendUserMsg": framesOfCousins,
  "gochat /user/sendMsg": ["nothing"],
};

/** `POST /user/add`, `SOCKET /websocket private`. */
export function routesOf(name: string): readonly string[] {
  const definition = dialects.find((dialect) => dialect.name === name);
  if (definition === undefined) throw new Error(`no dialect ${name}`);
  const values = Object.fromEntries(
    Object.entries(definition.options).map(([option, row]) => [option, row.default]),
  );
  const { routes, sockets } = definition.create(idleHost, values as never);
  return [
    ...routes.map(({ method, path }) => `${method} ${path}`),
    ...sockets.flatMap(({ path }) =>
      (frames[`${name} ${path}`] ?? ["say"]).map((frame) => `SOCKET ${path} ${frame}`),
    ),
  ];
}

/** Asked for nothing while tables are made. */
const idleHost = {
  clock: { now: () => 0, elapsedMs: () => 0 },
  externalIds: {},
  cache: () => ({ get: () => Promise.reject(new Error("idle")), known: () => undefined, forget: () => {} }),
  onChanged: () => {},
} as unknown as DialectHost;
