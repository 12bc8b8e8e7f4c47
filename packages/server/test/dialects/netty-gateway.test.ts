/** The contract stands behind a gateway that routes by path: here nginx, as an operator would have it. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Gateway, startGateway } from "../../../../scripts/services/nginx.ts";
import { WireSocket } from "../conformance/wire-socket.ts";
import { freePort } from "../support/free-port.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let gateway: Gateway | null = null;
/** Why there is no gateway on this machine. */
let missing = "";

beforeAll(async () => {
  const port = await freePort();
  server = await startTestServer({
    dialects: "netty",
    dialectNettyPort: port,
    dialectNettyServiceKey: "key",
  });
  const locations = `
    location = /websocket {
      proxy_pass http://127.0.0.1:${port};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_set_header Host $host;
    }
    location /api/chatServe/ { proxy_pass http://127.0.0.1:${port}; }
    location / { return 404; }`;
  gateway = await startGateway(await freePort(), locations).catch((error: unknown) => {
    missing = String(error);
    return null;
  });
}, 120_000);
afterAll(async () => {
  await gateway?.stop();
  await server.stop();
});

test("[DIA-1] behind a gateway that routes /websocket and /api/chatServe, clients talk and programs push", async () => {
  if (gateway === null) {
    console.warn(`skipped: ${missing}`);
    return;
  }
  const [ann, bob] = [await server.newUser("ann"), await server.newUser("bob")];
  const at = `127.0.0.1:${gateway.port}`;
  const sockets: WireSocket[] = [];
  for (const { accessToken, user } of [ann, bob]) {
    const socket = await WireSocket.open(`ws://${at}/websocket?token=${accessToken}`, [], {});
    if (socket === null) throw new Error("the gateway refused the upgrade");
    socket.send(
      JSON.stringify({ type: 7, params: { openid: String(user.id), userName: "x", loginStatus: "1" } }),
    );
    expect(await socket.rest()).toEqual([]);
    sockets.push(socket);
  }
  const [from, to] = sockets;
  from?.send(
    JSON.stringify({
      type: 1,
      params: { toMessageId: String(bob.user.id), message: "through", fileType: "text" },
    }),
  );
  expect(JSON.parse((await from?.frame()) ?? "")).toMatchObject({ type: 0, params: { message: "through" } });
  expect(JSON.parse((await to?.frame()) ?? "")).toMatchObject({ type: 2, params: { message: "through" } });
  const pushed = await fetch(`http://${at}/api/chatServe/rocketmq/mqmessage/message/send`, {
    method: "POST",
    headers: { authorization: "Bearer key" },
    body: JSON.stringify({ to: [String(bob.user.id)], msg: { order: 7 }, sendToAll: false }),
  });
  expect(pushed.status).toBe(200);
  expect(JSON.parse((await to?.frame()) ?? "")).toMatchObject({ msg: { order: 7 }, trigger: 1 });
  expect((await fetch(`http://${at}/v1/server.info`, { method: "POST" })).status).toBe(404);
  for (const socket of sockets) socket.close();
});
