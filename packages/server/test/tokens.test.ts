import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SignedIn } from "@parley/protocol";
import { createForge, type Forge, forgedClaims, forgedHeaders, mangled } from "./support/forged-tokens.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

/** Text that may stand in a header at all. */
const isHeaderText = (token: string) => /^[\x21-\x7e]*$/.test(token);

describe("access tokens", () => {
  let server: TestServer;
  let ann: SignedIn;
  let forge: Forge;

  beforeAll(async () => {
    server = await startTestServer({ pendingSocketsPerAddressMax: 1000 });
    ann = await server.newUser("ann");
    forge = createForge(server.folder, ann.accessToken);
  });
  afterAll(() => server.stop());

  /** What a token is told, over HTTP and as a hello; the transports must agree. */
  async function answersTo(token: string): Promise<{ http: unknown; hello: unknown; close: number }> {
    const socket = await server.open();
    const http = isHeaderText(token) ? await server.post("account.me", {}, token) : null;
    const isTooLong =
      Buffer.byteLength(JSON.stringify({ id: 1, op: "hello", args: { token, protocol: 1 } })) > 1024;
    const hello = isTooLong ? null : await socket.exchange("hello", { token, protocol: 1 });
    if (isTooLong) socket.send(JSON.stringify({ id: 1, op: "hello", args: { token, protocol: 1 } }));
    if (hello !== null && "ok" in hello) socket.close();
    const { code } = await socket.closed;
    return { http, hello, close: code };
  }

  const unauthenticated = { code: "unauthenticated", message: "A valid access token is needed." };

  async function expectRefused(token: string, name: string): Promise<void> {
    const { http, hello, close } = await answersTo(token);
    const expectedClose = hello === null ? 1009 : 4400;
    expect({ name, http, hello, close }).toEqual({
      name,
      http: http === null ? null : { status: 401, body: { error: unauthenticated } },
      hello: hello === null ? null : { id: 1, error: unauthenticated },
      close: expectedClose,
    });
  }

  test("[ACC-4] what the forge makes of right parts holds, so that the rest is refused for its fault alone", async () => {
    const token = forge.token(forge.header, forge.claims);
    const { status, body } = await server.post("account.me", {}, token);
    expect({ status, user: body.user }).toEqual({ status: 200, user: ann.user });
    const socket = await server.open();
    expect((await socket.hello(token)).user).toEqual(ann.user);
    socket.close();
  });

  test("[ACC-4] [CON-4] [CALL-1] every forged token is refused alike over both transports, and told nothing", async () => {
    const key = Buffer.from(
      JSON.parse(readFileSync(join(server.folder, "keys.json"), "utf8")).accessToken,
      "base64url",
    );
    const now = Number(forge.claims.iat);
    const forgeries = [
      ...forgedHeaders(forge, key),
      ...forgedClaims(forge, now),
      ...mangled(ann.accessToken),
    ];
    expect(forgeries.length).toBeGreaterThanOrEqual(60);
    for (const { name, token } of forgeries) await expectRefused(token, name);
  });

  test("[ACC-4] [CON-4] a token that has ended is told so, and closes with 4401", async () => {
    const ended = { ...forge.claims, iat: 1_600_000_000, exp: 1_600_000_900 };
    const { http, hello, close } = await answersTo(forge.token(forge.header, ended));
    const error = { code: "token_expired", message: "The access token has expired." };
    expect({ http, hello, close }).toEqual({
      http: { status: 401, body: { error } },
      hello: { id: 1, error },
      close: 4401,
    });
  });

  test("[ACC-4] a token of another server is refused", async () => {
    const other = await startTestServer();
    const stranger = await other.newUser("ann");
    await expectRefused(stranger.accessToken, "of another server");
    await other.stop();
  });

  test("[ACC-4] a header that is no bearer token is refused, also where no token is needed", async () => {
    for (const authorization of [
      "Basic YTpi",
      "Bearer",
      "Bearer ",
      `Token ${ann.accessToken}`,
      ann.accessToken,
    ]) {
      const response = await fetch(`${server.url}/v1/account.login`, {
        method: "POST",
        headers: { authorization },
        body: JSON.stringify({ username: "a", password: "b" }),
      });
      expect([authorization, response.status]).toEqual([authorization, 401]);
      expect(await response.json()).toEqual({ error: unauthenticated });
    }
  });

  test("[ACC-4] a header of a megabyte never reaches a call, and the server goes on", async () => {
    const huge = `${"A".repeat(1024 * 1024)}.A.A`;
    const outcome = await fetch(`${server.url}/v1/account.me`, {
      method: "POST",
      headers: { authorization: `Bearer ${huge}` },
      body: "{}",
    }).then(
      (response) => response.status,
      () => 0,
    );
    expect([0, 400, 401, 413, 431]).toContain(outcome);
    expect((await server.post("account.me", {}, ann.accessToken)).status).toBe(200);
  });

  test("[CALL-6] [CON-2] a token in the address, a cookie or the body makes nobody somebody", async () => {
    const token = ann.accessToken;
    const byQuery = await fetch(`${server.url}/v1/account.me?token=${token}&access_token=${token}`, {
      method: "POST",
      headers: { cookie: `token=${token}` },
      body: JSON.stringify({ token, accessToken: token }),
    });
    expect(byQuery.status).toBe(401);
    expect(await byQuery.json()).toEqual({ error: unauthenticated });
  });
});
