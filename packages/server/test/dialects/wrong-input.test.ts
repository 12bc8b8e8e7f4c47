/**
 * What is no request of a contract, sent to every route and socket that the dialects' own tables name: refused in the
 * contract's shape, never as a fault of the server, and nothing is stored.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { limits } from "@parley/protocol";
import { answered, askSocket, type DialectName } from "../authorisation/dialects/ask.ts";
import { routesOf } from "../authorisation/dialects/route-tables.ts";
import { storedIn } from "../authorisation/dialects/stored.ts";
import {
  type DialectWorld,
  type DialectWorlds,
  nettyKey,
  openDialectWorlds,
} from "../authorisation/dialects/world.ts";

setDefaultTimeout(60_000);

const dialects = ["netty", "ginroom", "hertz", "gochat"] as const;

/** Every name that a form of one of the contracts has. */
const fieldNames = [
  ...["to", "msg", "sendToAll", "username", "password", "email", "code", "user_name", "name", "number"],
  ...["info", "Identity", "repassword", "oldpassword", "id", "phone", "icon", "userId", "userID", "targetID"],
  ...[
    "targetName",
    "ownerId",
    "desc",
    "cate",
    "comId",
    "userIdA",
    "userIdB",
    "start",
    "end",
    "isRev",
    "token",
  ],
];
const wrongValues: readonly (readonly [string, unknown])[] = [
  ["lists", []],
  ["objects", { a: { b: 1 } }],
  ["truth", true],
  ["texts that end in the middle", "\ud800"],
  ["texts with a zero", "a\u0000b"],
  ["long texts", "x".repeat(20_000)],
  ["texts of control characters", "\u202e\u0007\n"],
  ["markup", "<script>alert(1)</script>'; drop table users --"],
];
const asText = { "content-type": "application/json" };
const filled = (value: unknown) =>
  JSON.stringify(Object.fromEntries(fieldNames.map((name) => [name, value])));

/** What bodies are wrong in: each is sent to each route. */
const bodies: readonly (readonly [string, BodyInit, Record<string, string>])[] = [
  ["broken JSON", '{"name":', asText],
  ["a list", "[1]", asText],
  ["a text", '"name"', asText],
  ["no fields", "{}", asText],
  ["numbers that are none", `{"name":1e999,"userId":-1,"id":1.5,"number":-0}`, asText],
  ["a name of another object", '{"__proto__":{"name":"x"},"constructor":{"name":"x"}}', asText],
  ["deep nesting", `{"name":${"[".repeat(5_000)}${"]".repeat(5_000)}}`, asText],
  ["bytes that are no text", new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22]), asText],
  [
    "too many fields",
    JSON.stringify(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`f${i}`, 1]))),
    asText,
  ],
  ["more than may be", `{"name":"${"x".repeat(limits.bodyBytesMax)}"}`, asText],
  ["a form that is none", "%%%=%zz&=&&==", { "content-type": "application/x-www-form-urlencoded" }],
  ["a multipart that is none", "--x\r\nnonsense", { "content-type": "multipart/form-data; boundary=x" }],
  ...wrongValues.map(([what, value]): readonly [string, string, Record<string, string>] => [
    what,
    filled(value),
    asText,
  ]),
];

/** What the server calls its own faults, in the words of each contract. */
const faults = [
  "服务器异常",
  "服务器内部错误",
  "jwt内部错误",
  "redis内部出错",
  "添加room_basic失败",
  "注册失败",
];

describe("what is no request of a contract", () => {
  let worlds: DialectWorlds;
  let world: DialectWorld;
  beforeAll(async () => {
    worlds = await openDialectWorlds();
    world = await worlds.create();
  });
  afterAll(() => worlds.makers.server.stop());

  const urlOf = (dialect: DialectName) =>
    dialect === "gochat" ? worlds.gochatUrl : worlds.makers.server.url;
  const headersOf = (dialect: DialectName): Record<string, string> =>
    dialect === "netty" ? { authorization: `Bearer ${nettyKey}` } : { token: world.target.token };

  /** Runs it; what was stored before is all there is after, and nothing was logged as a fault. */
  async function withoutATrace(run: () => Promise<void>): Promise<void> {
    const { server } = worlds.makers;
    const [before, logged] = [await storedIn(server), server.logLines.length];
    await run();
    expect(await storedIn(server)).toBe(before);
    expect(server.logLines.slice(logged).filter((line) => line.includes("failed"))).toEqual([]);
  }

  for (const dialect of dialects) {
    const routes = routesOf(dialect).filter((route) => /^(POST|DELETE) /.test(route));
    for (const route of routes) {
      test(`[DIA-7] ${dialect} ${route} refuses what is none in its own shape`, async () => {
        const [method = "", path = ""] = route.split(" ");
        await withoutATrace(async () => {
          const answers = await Promise.all(
            bodies.map(async ([what, body, type]) => {
              const headers = { ...headersOf(dialect), ...type };
              const response = await fetch(urlOf(dialect) + path, { method, headers, body });
              const { words } = await answered(dialect, response);
              return faults.includes(words) ? `${what}: ${words}` : null;
            }),
          );
          expect(answers.filter((answer) => answer !== null)).toEqual([]);
        });
      });
    }
  }

  const queries = [
    "",
    "-1",
    "0",
    "1e9",
    "%00",
    "%ff",
    "a".repeat(5_000),
    "%F0%9F%92%A9",
    "null",
    "[object%20Object]",
  ];
  const asking: readonly (readonly [DialectName, string, readonly string[]])[] = [
    ["ginroom", "GET /query/detail", ["user_name"]],
    ["ginroom", "GET /user/query/detail", ["user_name"]],
    ["ginroom", "DELETE /user/delete", ["user_identity"]],
    ["ginroom", "GET /user/chat/list", ["room_identity", "page_index", "limit"]],
    ["ginroom", "GET /user/room/list", ["page_index", "limit"]],
    ["hertz", "POST /user/deleteUser", ["id"]],
    ["gochat", "GET /user/deleteUser", ["id"]],
    ["hertz", "GET /toChat", ["userId"]],
    ["hertz", "GET /asset/upload/:file", ["file"]],
  ];
  for (const [dialect, route, names] of asking) {
    test(`[DIA-7] ${dialect} ${route} takes no nonsense in its query`, async () => {
      const [method = "", path = ""] = route.split(" ");
      await withoutATrace(async () => {
        for (const name of names) {
          const found = await Promise.all(
            queries.map(async (value) => {
              const target = path.replace(":file", value === "" ? "x" : value);
              const response = await fetch(`${urlOf(dialect)}${target}?${name}=${value}`, {
                method,
                headers: headersOf(dialect),
              });
              return (await answered(dialect, response)).words;
            }),
          );
          expect(found.filter((words) => faults.includes(words))).toEqual([]);
        }
      });
    });
  }

  const nothing = { a: 1 };
  const odd = [{}, [], null, true, 1.5, -1, 999_999_999_999, "", " ", "\u0000", "\ud800", "x".repeat(9_000)];
  const frames: Readonly<Record<string, readonly (object | string)[]>> = {
    netty: [
      ...["null", "1", '"x"', "[]", '{"type":"1"}', '{"type":1.5}', '{"type":1,"params":[]}', "{}"],
      ...[1, 3, 5, 7, 9, 13, 14, 15].flatMap((type) => [
        { type, params: nothing },
        ...odd.map((value) => ({
          type,
          params: {
            toMessageId: value,
            groupId: value,
            userIdList: value,
            openid: value,
            msgid: value,
            message: value,
          },
        })),
      ]),
      ...[0, 2, 4, 6, 8, 10, 12, 16, 17, 18, 19, 21, -1, 500].map((type) => ({ type, params: nothing })),
    ],
    ginroom: odd.flatMap((value) => [
      { room_identity: value, message: "hi" },
      { room_identity: crypto.randomUUID(), message: value },
    ]),
    hertz: odd.flatMap((value) => [
      { TargetId: value, Type: 1, Media: 1, Content: "hi" },
      { TargetId: value, Type: 2, Media: 1, Content: "hi" },
      { TargetId: 1, Type: value, Media: 1, Content: "hi" },
      { TargetId: 1, Type: 2, Media: 4, Content: "", url: value },
    ]),
  };
  const sockets: readonly (readonly [DialectName, string, string])[] = [
    ["netty", "SOCKET /websocket private", "netty"],
    ["ginroom", "SOCKET /user/websocket/message say", "ginroom"],
    ["ginroom", "SOCKET /websocket/message say", "ginroom"],
    ["hertz", "SOCKET /chat user", "hertz"],
    ["gochat", "SOCKET /initWebSocket user", "hertz"],
  ];
  for (const [dialect, route, kind] of sockets) {
    test(`[DIA-7] ${dialect} ${route.split(" ")[1]} refuses every frame that is none and lives on`, async () => {
      await withoutATrace(async () => {
        const context = { world, kind: "owner", self: world.target, token: world.target.token } as const;
        for (const frame of frames[kind] ?? []) {
          const { isRefused, words } = await askSocket(dialect, urlOf(dialect), route, context, { frame });
          expect([frame, isRefused, faults.includes(words)]).toEqual([frame, true, false]);
        }
      });
    });
  }

  const hostile: readonly (readonly [string, string])[] = [
    ["../../../../etc/passwd", "root:x:0:0"],
    ["..\\..\\windows\\system32\\cmd.exe", "MZ\u0090\u0000"],
    ["shell.php", "<?php system($_GET['c']); ?>"],
    ["page.html", "<!doctype html><script>alert(document.cookie)</script>"],
    ["picture.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ["picture.png", "<html><script>alert(1)</script>"],
    ["a\u0000.png", "zero"],
    [`${"n".repeat(400)}.png`, "long"],
    ["name\r\nset-cookie: a=b.png", "line break"],
    ["con", "device"],
    [".htaccess", "Options +ExecCGI"],
    ["empty.png", ""],
  ];
  for (const dialect of ["hertz", "gochat"] as const) {
    test(`[DIA-7] ${dialect} keeps no hostile file under its own name, and shows none as a page`, async () => {
      for (const [name, text] of hostile) {
        const form = new FormData();
        form.set("file", new File([text], name));
        form.set("filetype", "image/../../x");
        const headers = headersOf(dialect);
        const response = await fetch(`${urlOf(dialect)}/attach/upload`, {
          method: "POST",
          headers,
          body: form,
        });
        const body = (await response.clone().json()) as { Data: string };
        const { isRefused } = await answered(dialect, response);
        if (isRefused) continue;
        expect(body.Data).toMatch(/^\.\/asset\/upload\/\d{49}\.[a-z0-9]{1,8}$/);
        const file = await fetch(new URL(body.Data, `${urlOf(dialect)}/`), { headers });
        const shows = /inline|^$/.test(file.headers.get("content-disposition") ?? "");
        const type = file.headers.get("content-type") ?? "";
        expect([name, file.status, shows && /html|svg|script|xml/.test(type)]).toEqual([name, 200, false]);
        expect(file.headers.get("x-content-type-options")).toBe("nosniff");
      }
    });
  }
});
