/** What becomes of the sockets and tokens of every contract when the session behind them ends, by whatever cause. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { WireSocket } from "../conformance/wire-socket.ts";
import { claimAdmin } from "../support/admin.ts";
import { revocationCauses } from "../support/revocation-causes.ts";
import { startRunningTime } from "../support/running-time.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { direct, everyClient, everyContract, type Person } from "./every-client.ts";

setDefaultTimeout(60_000);

const password = "correct horse";
/** From the answer of the call that ends the session, as of native sockets (INV-16). */
const deadWithinMs = 200;

let server: TestServer;
let admin: SignedIn;
let friend: Person;
beforeAll(async () => {
  server = await startTestServer(everyContract);
  admin = await claimAdmin(server);
  friend = await server.newUser("friend");
});
afterAll(() => server.stop());

async function newVictim() {
  const victim = await server.newUser("victim");
  const { body: other } = await server.post("account.login", { username: victim.user.username, password });
  return { victim, revocation: { server, admin, victim, victimPassword: password, other } };
}

const wsUrl = () => server.url.replace("http", "ws");

/** A socket that is let in is closed at once, or never let in. */
async function isRefused(path: string, protocols: string[] = []): Promise<boolean> {
  const socket = await WireSocket.open(wsUrl() + path, protocols, {});
  if (socket === null) return true;
  return (await socket.closed()).code !== 1006;
}

const told = ["device.signOut", "account.changePassword", "admin.disableUser", "admin.deleteUser"];
for (const { name, prepare } of revocationCauses.filter((cause) => told.includes(cause.name))) {
  test(`[DIA-5] [INV-16] ${name}: sockets of every contract are closed within 200 ms, and their token opens none`, async () => {
    const { revocation, victim } = await newVictim();
    const clients = (await everyClient(server, victim)).filter((client) => client.name !== "native");
    const conversationId = await direct(server, friend.accessToken, victim.user.id);
    for (const { socket } of clients) await socket.rest();
    const { args, operation, token } = await prepare(revocation);
    expect((await server.post(operation, args, token)).status).toBe(200);
    const ended = startRunningTime();
    await Promise.all(clients.map(({ socket }) => socket.closed()));
    expect(ended.ms()).toBeLessThan(deadWithinMs);
    ended.stop();

    const content = { type: "text", text: "after the end" };
    await server.post(
      "message.send",
      { conversationId, id: Bun.randomUUIDv7(), content },
      friend.accessToken,
    );
    const rest = await Promise.all(clients.map(({ socket }) => socket.rest()));
    expect(rest.flat().join("")).not.toContain("after the end");
    const { accessToken, user } = victim;
    const paths = [`/websocket?token=${accessToken}`, `/ws?token=${accessToken}`];
    for (const path of ["/chat", "/initWebSocket"])
      paths.push(`${path}?userId=${user.id}&token=${accessToken}`);
    const refusals = await Promise.all([
      ...paths.map((path) => isRefused(path)),
      isRefused("/websocket/message", [accessToken]),
      isRefused(`/websocket/all?token=${accessToken}`),
    ]);
    expect(refusals.every((isOut) => isOut)).toBe(true);
  });
}

test("[DIA-5] [SEC-05] a socket of netty that was let in and waits to be registered does nothing for a session that ended", async () => {
  const { revocation, victim } = await newVictim();
  const { accessToken, user } = victim;
  const socket = await WireSocket.open(`${wsUrl()}/websocket?token=${accessToken}`, [], {});
  if (socket === null) throw new Error("refused");
  await socket.rest();
  await server.post(
    "device.signOut",
    { sessionId: victim.refreshToken.split(".")[0] },
    revocation.other.accessToken,
  );
  const say = (type: number, params: object) => socket.send(JSON.stringify({ type, params }));
  say(7, { openid: String(user.id), userName: "victim", loginStatus: "1" });
  say(1, { toMessageId: String(friend.user.id), message: "from beyond", fileType: "text" });
  say(3, { userIdList: String(friend.user.id) });
  for (let asked = 0; asked < 3; asked += 1) {
    expect(JSON.parse(await socket.frame())).toMatchObject({ type: 500, status: 500 });
  }
  const { body } = await server.post("inbox.list", { limit: 50 }, revocation.other.accessToken);
  expect(JSON.stringify(body)).not.toContain("from beyond");
  socket.close();
});
