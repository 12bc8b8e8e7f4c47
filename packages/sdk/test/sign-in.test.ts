/** Signing in by more than a name and a password, through the SDK, against a real server. */
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { shownCode } from "../../server/test/support/authenticator.ts";
import { OpenIdTestProvider } from "../../server/test/support/open-id-provider.ts";
import { startTestServer, type TestServer } from "../../server/test/support/test-server.ts";
import type { Client } from "../src/api.ts";
import { createClient } from "../src/client.ts";
import { until } from "./support/until.ts";

const password = "correct horse";
const redirectUri = "http://localhost:5173/oidc";
let provider: OpenIdTestProvider;
let server: TestServer;
const clients: Client[] = [];

beforeAll(async () => {
  provider = await OpenIdTestProvider.start();
  server = await startTestServer({ ...provider.options, oidcName: "Acme" });
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

afterAll(async () => {
  await server.stop();
  await provider.stop();
});

function open(): Client {
  const client = createClient({ url: server.url, storage: "memory", platform: { random: () => 0 } });
  clients.push(client);
  return client;
}

const isOnline = (client: Client) => until(client.state.connection, ({ status }) => status === "online");

test("[OIDC-1] [OIDC-10] a client that nobody is signed in to asks for the ways in, and comes in by the provider", async () => {
  const client = open();
  expect((await client.server.info()).openIdName).toBe("Acme");
  provider.person = { sub: "sdk", preferred_username: "from_acme" };
  const { url, state, secret } = await client.oidc.begin({ redirectUri });
  const { code, issuer } = await provider.visit(url);
  const { user } = await client.oidc.complete({ state, secret, code, issuer });
  await isOnline(client);
  expect(client.state.session.get()?.user).toEqual(user);
  const { identities } = await client.oidc.list();
  expect(identities.map(({ subject }) => subject)).toEqual(["sdk"]);
});

test("[TFA-5] a client is told that a second factor is needed, and comes in with it", async () => {
  const [here, there] = [open(), open()];
  const username = "two_factors";
  await here.account.register({ username, password });
  await isOnline(here);
  const { secret } = await here.twoFactor.begin({ password });
  const { recoveryCodes } = await here.twoFactor.confirm({ code: shownCode(secret) });
  const refusal = await there.account.login({ username, password }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "second_factor_needed" });
  await there.account.login({ username, password, secondFactor: recoveryCodes[0] ?? "" });
  await isOnline(there);
  expect(await there.twoFactor.status()).toMatchObject({ isOn: true, recoveryCodesLeft: 9 });
});
