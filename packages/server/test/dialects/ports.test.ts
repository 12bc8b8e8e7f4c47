import { expect, setDefaultTimeout, test } from "bun:test";
import { dialectNames } from "../../src/dialects/all.ts";
import { freePort } from "../support/free-port.ts";
import { startTestServer } from "../support/test-server.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

const isUpgradeTaken = async (url: string) => {
  const socket = new WebSocket(url);
  return new Promise<boolean>((resolve) => {
    socket.onopen = () => {
      socket.close();
      resolve(true);
    };
    socket.onerror = () => resolve(false);
  });
};

test("[DIA-1] on a port of its own a dialect answers, and nothing else does", async () => {
  const port = await freePort();
  const server = await startTestServer({ dialects: "netty", dialectNettyPort: port });
  const own = `127.0.0.1:${port}`;
  expect(await isUpgradeTaken(`ws://${own}/websocket`)).toBe(true);
  expect(await isUpgradeTaken(`${server.url.replace("http", "ws")}/websocket`)).toBe(true);
  expect(await isUpgradeTaken(`ws://${own}/v1/connect`)).toBe(false);
  expect((await fetch(`http://${own}/v1/server.info`, { method: "POST" })).status).toBe(404);
  expect((await fetch(`http://${own}/`)).status).toBe(404);
  await server.stop();
});

test("[RUN-15] [DIA-1] the root of the main port is a dialect's where the web client is at /app, and otherwise not", async () => {
  for (const [dialects, webPath, expected] of [
    ["hertz", "/app", "登录"],
    ["gochat", "/app", "登录"],
    ["hertz", "/", null],
    ["egg", "/app", null],
  ] as const) {
    const server = await startTestServer({ dialects, webPath });
    const answer = await fetch(`${server.url}/`, { headers: { accept: "text/html" } });
    const title = /<title>(.*)<\/title>/.exec(await answer.text())?.[1] ?? null;
    expect([dialects, webPath, title]).toEqual([dialects, webPath, expected]);
    await server.stop();
  }
});

test("[DIA-1] a dialect that is not named leaves its addresses as if it did not exist", async () => {
  const server = await startTestServer();
  expect(await isUpgradeTaken(`${server.url.replace("http", "ws")}/websocket`)).toBe(false);
  expect((await fetch(`${server.url}/v1/ticket`, { method: "POST" })).status).toBe(404);
  await server.stop();
});

test("[DIA-1] a name that is none is refused with those there are", async () => {
  expect(startTestServer({ dialects: "klingon" })).rejects.toThrow(/klingon/);
  expect(dialectNames).toContain("netty");
});

test("[RUN-12] relaxed limits are refused where others than this machine can come", async () => {
  expect(startTestServer({ limits: "relaxed", host: "0.0.0.0" })).rejects.toThrow(/PARLEY_LIMITS=relaxed/);
  const server = await startTestServer({ limits: "relaxed", rateLimitFactor: 1 });
  await server.stop();
});
