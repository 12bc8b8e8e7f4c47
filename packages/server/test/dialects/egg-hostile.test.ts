/** Hostile input by the contract `egg`: every answer has its shape, and nothing is stored. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { storedIn } from "../authorisation/dialects/stored.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { EggClient } from "./egg-client.ts";
import {
  brokenBodies,
  fileNames,
  hostileFrames,
  hostileRoutes,
  oddTexts,
  refusedFileNames,
  wrongValues,
} from "./egg-hostile.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

const png = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);

describe("hostile input to egg", () => {
  let server: TestServer;
  let ann: EggClient;
  let known: Readonly<Record<string, number>>;

  beforeAll(async () => {
    server = await startTestServer({ dialects: "egg", strangerMessages: "unlimited" });
    const [one, other] = [await server.newUser("ann"), await server.newUser("bob")];
    ann = new EggClient(server, one);
    const friend = { userId: other.user.id };
    const { request } = (await server.post("contact.request", friend, one.accessToken)).body;
    await server.post("contact.answer", { requestId: request.id, answer: "accept" }, other.accessToken);
    const group = { memberIds: [other.user.id] };
    const { conversation } = (await server.post("group.create", group, one.accessToken)).body;
    known = { $friend: other.user.id, $group: conversation.id };
  });
  afterAll(() => server.stop());

  const filled = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(filled) : typeof value === "string" ? (known[value] ?? value) : value;
  const pathOf = (path: string) => path.replace("$friend", String(known.$friend));

  async function post(path: string, type: string, body: string) {
    const headers = { token: ann.token, "content-type": type };
    const response = await fetch(`${server.url}${pathOf(path)}`, { method: "POST", headers, body });
    return { status: response.status, text: await response.text() };
  }

  /** In the contract's shape, and by its words alone. */
  function outcomeOf({ status, text }: { status: number; text: string }): "ok" | "refused" {
    const body = JSON.parse(text) as Record<string, unknown>;
    if (status === 200) return "ok";
    expect([400, 404, 422]).toContain(status);
    expect(Object.keys(body)).toEqual(["msg", "data"]);
    expect([body.msg, typeof body.data]).toEqual(["fail", "string"]);
    expect(text).not.toMatch(/Error|at \/|\.ts|select |sqlite|postgres/i);
    return "refused";
  }

  for (const { fields, path } of hostileRoutes) {
    const right = () =>
      Object.fromEntries(Object.entries(fields).map(([name, [, value]]) => [name, filled(value)]));

    test(`[DIA-2] [DIA-7] ${path} refuses each field that is none, and changes nothing`, async () => {
      const before = await storedIn(server);
      for (const [name, [kind]] of Object.entries(fields)) {
        for (const value of wrongValues[kind]) {
          const said = JSON.stringify({ ...right(), [name]: value });
          const outcome = outcomeOf(await post(path, "application/json", said));
          expect([name, value, outcome]).toEqual([name, value, "refused"]);
        }
      }
      for (const [type, body] of brokenBodies) {
        const outcome = outcomeOf(await post(path, type, body));
        expect([type, body.slice(0, 40), outcome]).toEqual([type, body.slice(0, 40), "refused"]);
      }
      expect(await storedIn(server)).toBe(before);
    });

    test(`[DIA-7] ${path} answers texts that are odd in its own words`, async () => {
      for (const [name, [kind]] of Object.entries(fields)) {
        if (kind !== "text") continue;
        for (const value of oddTexts) {
          outcomeOf(await post(path, "application/json", JSON.stringify({ ...right(), [name]: value })));
        }
      }
    });
  }

  test("[MED-14] [DIA-2] names of files make no path, and what is no file of the list is not kept", async () => {
    for (const name of fileNames) {
      const { data, status } = await ann.upload("uploadStreamSingleToServerDiy/..%2F_%00_a", name, png);
      const kept = /^\/public\/uploads\/Diy\/a\/[0-9]{8}\/[0-9]{13}_[0-9a-f]{32}\.png$/;
      if (status === 200) expect([name, data.url]).toEqual([name, expect.stringMatching(kept)]);
      else expect([name, status, typeof data]).toEqual([name, 400, "string"]);
    }
    const before = await storedIn(server);
    for (const name of refusedFileNames) {
      const refused = await ann.upload("uploadAliyun", name, png, "img");
      expect([name, refused.status]).toEqual([name, 400]);
      expect(refused.data).toStartWith("上传失败");
    }
    expect((await ann.upload("uploadAliyun", "a.png", png, "other")).status).toBe(400);
    for (const [type, body] of brokenBodies) {
      expect(outcomeOf(await post("/api/chat/socket/upload", type, body))).toBe("refused");
    }
    expect(await storedIn(server)).toBe(before);
  });

  test("[DIA-2] [DIA-8] what is said at the socket is answered by nothing and stores nothing", async () => {
    const before = await storedIn(server);
    const socket = await ann.come();
    for (const frame of hostileFrames) socket.send(frame);
    socket.send(new Uint8Array([0xff, 0x00, 0xfe]));
    socket.send('{"type":"ping"}');
    expect(await socket.frame()).toBe('{"type":"pong"}');
    expect(await socket.rest()).toEqual([]);
    expect(await storedIn(server)).toBe(before);
    await ann.leave();
  });
});
