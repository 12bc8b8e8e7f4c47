import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { shownCode, switchOnSecondFactor } from "./support/authenticator.ts";
import { Mailbox } from "./support/mailbox.ts";
import { OpenIdTestProvider, type Person } from "./support/open-id-provider.ts";
import { type HttpAnswer, startTestServer, type TestServer } from "./support/test-server.ts";

const password = "correct horse";
const redirectUri = "https://chat.example.com/oidc";
const codeOf = (answer: HttpAnswer) => answer.body.error?.code;

let provider: OpenIdTestProvider;
let server: TestServer;
beforeAll(async () => {
  provider = await OpenIdTestProvider.start();
  server = await startTestServer({
    ...provider.options,
    allowedOrigins: "https://chat.example.com",
    oidcName: "Acme",
  });
});
afterAll(async () => {
  await server.stop();
  await provider.stop();
});
beforeEach(() => {
  provider.faults = {};
  provider.isTaciturn = false;
});

let counter = 0;
const newPerson = (more: Partial<Person> = {}): Person => {
  counter += 1;
  return {
    sub: `subject-${counter}`,
    preferred_username: `person.${counter}`,
    name: `Person ${counter}`,
    ...more,
  };
};

const begin = async (at = server) => (await at.post("oidc.begin", { redirectUri })).body;

/** The way there and back; `brought` is what the page then gives to the server. */
async function wayBack(person: Person, at = server) {
  provider.person = person;
  const { url, state, secret } = await begin(at);
  const back = await provider.visit(url);
  expect(back.state).toBe(state);
  return { state, secret, code: back.code, issuer: back.issuer };
}

const complete = async (brought: object, at = server) => at.post("oidc.complete", brought);
const signInAs = async (person: Person, at = server) => complete(await wayBack(person, at), at);

describe("signing in by an OpenID provider", () => {
  test("[OIDC-1] [OIDC-6] makes an account for who comes for the first time, and finds it again", async () => {
    const person = newPerson();
    const first = await signInAs(person);
    expect(first.status).toBe(200);
    expect(first.body.user).toMatchObject({
      username: `person_${counter}`,
      nickname: `Person ${counter}`,
      role: "user",
    });
    const again = await signInAs({ ...person, preferred_username: "called.otherwise", name: "Other" });
    expect(again.body.user).toEqual(first.body.user);
    const socket = await server.connect(again.body);
    expect((await socket.call("account.me")).user.id).toBe(first.body.user.id);
    const { body } = await server.post("oidc.list", {}, again.body.accessToken);
    expect(body.identities).toEqual([
      { issuer: provider.issuer, subject: person.sub, linkedAt: expect.any(Number) },
    ]);
    socket.close();
  });

  test("[OIDC-1] what the ID token leaves out is asked of the provider", async () => {
    provider.isTaciturn = true;
    const { body } = await signInAs(newPerson({ preferred_username: "quiet.one" }));
    expect(body.user.username).toMatch(/^quiet_one/);
  });

  test("[OIDC-1] the provider's description is kept; a session has the device that was given", async () => {
    await signInAs(newPerson());
    const before = provider.descriptions;
    const device = { id: crypto.randomUUID(), name: "My browser", platform: "web" };
    const { body } = await complete({ ...(await wayBack(newPerson())), device });
    expect(provider.descriptions).toBe(before);
    const devices = await server.post("device.list", {}, body.accessToken);
    expect(JSON.stringify(devices.body)).toContain("My browser");
  });

  test("[OIDC-6] a username that is taken gets digits, and somebody nobody can name is a user", async () => {
    const taken = await server.newUser("taken");
    const { body } = await signInAs(newPerson({ preferred_username: taken.user.username }));
    expect(body.user.username).toMatch(new RegExp(`^${taken.user.username.slice(0, 24)}_[0-9]{6}$`));
    const nameless = await signInAs({ sub: `nameless-${counter}` });
    expect(nameless.body.user.username).toMatch(/^user(_[0-9]{6})?$/);
  });

  test("[OIDC-2] a way back is taken once, also of many at once", async () => {
    const brought = await wayBack(newPerson());
    const answers = await Promise.all(Array.from({ length: 4 }, () => complete(brought)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => codeOf(answer) === "code_invalid")).toHaveLength(3);
    expect(codeOf(await complete(brought))).toBe("code_invalid");
  });

  test("[OIDC-2] [SEC-25] nobody completes what another has begun: state, secret and code belong together", async () => {
    const [mine, other] = [await wayBack(newPerson()), await wayBack(newPerson())];
    const mixed = [
      { ...mine, secret: other.secret },
      { ...mine, state: other.state },
      { ...mine, state: "unknown" },
      { ...mine, secret: "guessed" },
      { ...mine, issuer: "https://evil.test" },
    ];
    for (const brought of mixed) expect(codeOf(await complete(brought))).toBe("code_invalid");
    // The other's code with one's own state: the provider sees another verifier.
    expect(codeOf(await complete({ ...mine, code: other.code }))).toBe("code_invalid");
  });

  test("[OIDC-2] what was begun ends, and is kept without its secrets", async () => {
    const brought = await wayBack(newPerson());
    const kept = JSON.stringify(await server.rows("select * from oidc_requests"));
    expect(kept).not.toContain(brought.state);
    expect(kept).not.toContain(brought.secret);
    await server.runStatement("update oidc_requests set expires_at = 1");
    expect(codeOf(await complete(brought))).toBe("code_invalid");
  });

  test("[OIDC-2] a restart between the way there and the way back does no harm", async () => {
    const brought = await wayBack(newPerson());
    await server.restart();
    expect((await complete(brought)).status).toBe(200);
  });

  test("[OIDC-3] browsers are sent back to the server's own pages alone", async () => {
    const to = (uri: string) => server.post("oidc.begin", { redirectUri: uri });
    expect((await to("http://localhost:5173/oidc")).status).toBe(200);
    for (const uri of ["https://evil.test/oidc", "https://chat.example.com@evil.test/", "/oidc"]) {
      expect(codeOf(await to(uri))).toBe("forbidden");
    }
    const { url } = await begin();
    expect(new URL(url).searchParams.get("redirect_uri")).toBe(redirectUri);
    expect((await provider.visit(url)).page).toBe(redirectUri);
  });

  const now = () => Math.floor(Date.now() / 1_000);
  const lies: readonly [string, () => OpenIdTestProvider["faults"]][] = [
    ["another nonce", () => ({ claims: { nonce: "another" } })],
    ["no nonce", () => ({ claims: { nonce: undefined } })],
    ["another audience", () => ({ claims: { aud: "another-client" } })],
    ["another issuer", () => ({ claims: { iss: "https://evil.test" } })],
    ["an end in the past", () => ({ claims: { exp: now() - 300 } })],
    ["a beginning in the future", () => ({ claims: { nbf: now() + 300 } })],
    ["no subject", () => ({ claims: { sub: undefined } })],
    ["no signature", () => ({ signature: "none" })],
    ["a signature by a shared secret", () => ({ signature: "shared secret" })],
    ["a signature of another key", () => ({ signature: "another key" })],
    ["claims that were changed", () => ({ signature: "changed claims" })],
  ];
  for (const [name, faults] of lies) {
    test(`[OIDC-4] an ID token with ${name} lets nobody in`, async () => {
      const users = await server.rows("select count(*) as count from users");
      const brought = await wayBack(newPerson());
      provider.faults = faults();
      const answer = await complete(brought);
      // A provider that signs by a secret is one the operator has set up wrongly.
      expect(codeOf(answer)).toBe(name.includes("shared secret") ? "unavailable" : "code_invalid");
      expect(await server.rows("select count(*) as count from users")).toEqual(users);
    });
  }

  test("[OIDC-5] while the provider is down it is unavailable, others sign in as ever, and the log says why", async () => {
    const brought = await wayBack(newPerson());
    provider.faults = { status: 500 };
    expect(codeOf(await complete(brought))).toBe("unavailable");
    expect(server.logLines.some((line) => line.includes("OpenID provider"))).toBe(true);
    for (const known of [brought.code, brought.state, brought.secret]) {
      expect(server.logLines.some((line) => line.includes(known))).toBe(false);
    }
    provider.faults = {};
    expect((await complete(brought)).status).toBe(200);
  });

  test("[OIDC-5] a provider that never answers holds nobody else, and is given up", async () => {
    const ways = await Promise.all([wayBack(newPerson()), wayBack(newPerson())]);
    provider.faults = { hangs: true };
    let givenUpCount = 0;
    const hanging = ways.map((brought) => complete(brought).finally(() => (givenUpCount += 1)));
    const ann = await server.newUser("unhindered");
    expect((await server.post("account.me", {}, ann.accessToken)).status).toBe(200);
    expect(givenUpCount).toBe(0);
    for (const answer of await Promise.all(hanging)) expect(codeOf(answer)).toBe("unavailable");
  }, 60_000);

  test("[OIDC-7] a disabled account is not signed in to, and an address of somebody's is no way into that account", async () => {
    const person = newPerson();
    const { body } = await signInAs(person);
    await server.runStatement(`update users set is_enabled = 0 where id = ${body.user.id}`);
    expect(codeOf(await signInAs(person))).toBe("credentials_invalid");

    const ann = await server.newUser("address");
    const email = `ann_${ann.user.id}@x.test`;
    await server.runStatement(
      `update users set email = '${email}', email_key = '${email}' where id = ${ann.user.id}`,
    );
    const stranger = await signInAs(newPerson({ email, email_verified: true }));
    expect(stranger.body.user.id).not.toBe(ann.user.id);
    const rows = await server.rows(`select id from users where email_key = '${email}'`);
    expect(rows.map(({ id }) => Number(id))).toEqual([ann.user.id]);
  });

  test("[OIDC-6] a verified address becomes the account's, an unverified one does not", async () => {
    const emails = ["verified", "claimed"].map((name) => `${name}_${Date.now()}@x.test`);
    const verified = await signInAs(newPerson({ email: emails[0] ?? "", email_verified: true }));
    const claimed = await signInAs(newPerson({ email: emails[1] ?? "", email_verified: false }));
    const emailOf = async ({ body }: HttpAnswer) =>
      (await server.rows(`select email from users where id = ${body.user.id}`))[0]?.email;
    expect([await emailOf(verified), await emailOf(claimed)]).toEqual([emails[0], null]);
  });
});

describe("an account and an identity", () => {
  const link = async (user: SignedIn, person: Person, more: object = {}) => {
    provider.person = person;
    const args = { redirectUri, password, ...more };
    const { status, body } = await server.post("oidc.beginLink", args, user.accessToken);
    if (status !== 200) return { status, body };
    const { code, issuer } = await provider.visit(body.url);
    const brought = { state: body.state, secret: body.secret, code, issuer };
    return server.post("oidc.link", brought, user.accessToken);
  };

  test("[OIDC-8] are linked with proof of both, and the owner is told", async () => {
    const ann = await server.newUser("linker");
    const email = `linker_${ann.user.id}@x.test`;
    await server.runStatement(
      `update users set email = '${email}', email_key = '${email}' where id = ${ann.user.id}`,
    );
    const person = newPerson();
    expect(codeOf(await link(ann, person, { password: "wrong horse" }))).toBe("credentials_invalid");
    const linked = await link(ann, person);
    expect(linked.body.identity).toMatchObject({ issuer: provider.issuer, subject: person.sub });
    expect((await new Mailbox(server).newest(email)).subject).toBe(
      "Your account on Parley can be signed in to by Acme",
    );
    expect((await signInAs(person)).body.user.id).toBe(ann.user.id);
    expect(codeOf(await link(ann, newPerson()))).toBe("conflict");
    expect(codeOf(await link(await server.newUser("second"), person))).toBe("conflict");
  });

  test("[OIDC-8] what one session has begun no other completes, and signing in is not linking", async () => {
    const [ann, eve] = [await server.newUser("ann"), await server.newUser("eve")];
    const begun = await server.post("oidc.beginLink", { redirectUri, password }, ann.accessToken);
    provider.person = newPerson();
    const { code, issuer } = await provider.visit(begun.body.url);
    const brought = { state: begun.body.state, secret: begun.body.secret, code, issuer };
    expect(codeOf(await server.post("oidc.link", brought, eve.accessToken))).toBe("code_invalid");
    expect(codeOf(await complete(brought))).toBe("code_invalid");
    const { body: again } = await server.post("account.login", { username: ann.user.username, password });
    expect(codeOf(await server.post("oidc.link", brought, again.accessToken))).toBe("code_invalid");
    const signIn = await wayBack(newPerson());
    expect(codeOf(await server.post("oidc.link", signIn, eve.accessToken))).toBe("code_invalid");
    expect((await server.post("oidc.link", brought, ann.accessToken)).status).toBe(200);
  });

  test("[OIDC-8] the second factor is asked for where it is on, and not of who signs in at the provider", async () => {
    const ann = await server.newUser("factored");
    const { secret, recoveryCodes } = await switchOnSecondFactor(server, ann);
    const person = newPerson();
    expect(codeOf(await link(ann, person))).toBe("second_factor_needed");
    expect(codeOf(await link(ann, person, { secondFactor: "wrong" }))).toBe("code_invalid");
    expect((await link(ann, person, { secondFactor: shownCode(secret) })).status).toBe(200);
    const { body } = await signInAs(person);
    expect(body.user.id).toBe(ann.user.id);
    const unlink = (more: object) =>
      server.post("oidc.unlink", { issuer: provider.issuer, password, ...more }, body.accessToken);
    expect(codeOf(await unlink({}))).toBe("second_factor_needed");
    expect((await unlink({ secondFactor: recoveryCodes[0] })).status).toBe(200);
  });

  test("[OIDC-8] are parted with the password, so that nobody is left without a way in", async () => {
    const person = newPerson();
    const { body: alone } = await signInAs(person);
    const unlink = ({ accessToken }: SignedIn, more: object = {}) =>
      server.post("oidc.unlink", { issuer: provider.issuer, password, ...more }, accessToken);
    expect(codeOf(await unlink(alone))).toBe("credentials_invalid");
    expect((await signInAs(person)).body.user.id).toBe(alone.user.id);

    const ann = await server.newUser("parted");
    const other = newPerson();
    await link(ann, other);
    expect(codeOf(await unlink(ann, { password: "wrong horse" }))).toBe("credentials_invalid");
    expect((await unlink(ann)).status).toBe(200);
    expect(codeOf(await unlink(ann))).toBe("not_found");
    expect((await signInAs(other)).body.user.id).not.toBe(ann.user.id);
  });

  test("[OIDC-8] a deleted account's identity is somebody new", async () => {
    const person = newPerson();
    const ann = await server.newUser("leaving");
    await link(ann, person);
    await server.post("account.delete", { password }, ann.accessToken);
    const { status, body } = await signInAs(person);
    expect([status, body.user.id === ann.user.id]).toEqual([200, false]);
  });
});

describe("limits", () => {
  test("[OIDC-2] whoever begins from however many addresses fills no disk", async () => {
    const options = { allowedOrigins: "https://chat.example.com", rateLimitFactor: 1, trustedProxyHops: 1 };
    const limited = await startTestServer({ ...provider.options, ...options });
    const beginFrom = async (index: number) => {
      const response = await fetch(`${limited.url}/v1/oidc.begin`, {
        method: "POST",
        headers: { "x-forwarded-for": `10.${index >> 8}.${index & 255}.1` },
        body: JSON.stringify({ redirectUri }),
      });
      return response.status;
    };
    const statuses: number[] = [];
    while (!statuses.includes(429) && statuses.length < 5_000) {
      const round = Array.from({ length: 40 }, (_, index) => beginFrom(statuses.length + index));
      statuses.push(...(await Promise.all(round)));
    }
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.indexOf(429)).toBeGreaterThanOrEqual(1_200);
    expect(await limited.rows("select state_digest from oidc_requests")).toHaveLength(
      statuses.filter((status) => status === 200).length,
    );
    await limited.stop();
  }, 60_000);

  test("[OIDC-2] what nobody has completed is forgotten", async () => {
    await begin();
    await server.runStatement("update oidc_requests set expires_at = 1");
    // A start lets the chores do their work.
    await server.restart();
    for (;;) {
      const left = await server.rows("select state_digest from oidc_requests");
      if (left.length === 0) return;
      await server.post("server.info", {});
    }
  });
});

describe("options", () => {
  test("[OIDC-9] with oidcRegistration closed nobody new comes in, with email-domain who has a verified address there", async () => {
    const options = { ...provider.options, allowedOrigins: "https://chat.example.com" };
    const closed = await startTestServer({ ...options, oidcRegistration: "closed" });
    const refused = await signInAs(newPerson(), closed);
    expect([codeOf(refused), refused.body.error.details]).toEqual([
      "forbidden",
      { oidcRegistration: "closed" },
    ]);
    await closed.stop();
    const byDomain = { oidcRegistration: "email-domain", registrationEmailDomains: "x.test" };
    const limited = await startTestServer({ ...options, ...byDomain, registration: "closed" });
    const withEmail = (email: string, isVerified = true) =>
      signInAs(newPerson({ email, email_verified: isVerified }), limited);
    expect((await withEmail("ann@X.test")).status).toBe(200);
    expect(codeOf(await withEmail("bob@x.test", false))).toBe("forbidden");
    expect(codeOf(await withEmail("bob@x.test.evil.test"))).toBe("forbidden");
    expect(codeOf(await signInAs(newPerson(), limited))).toBe("forbidden");
    await limited.stop();
  }, 60_000);

  test("[OIDC-9] [OIDC-10] without a provider the ways in are closed, and server.info says what there is", async () => {
    const plain = await startTestServer({ registration: "closed", guests: "off" });
    expect(codeOf(await plain.post("oidc.begin", { redirectUri }))).toBe("forbidden");
    const brought = { state: "state", secret: "secret", code: "code" };
    expect(codeOf(await plain.post("oidc.complete", brought))).toBe("forbidden");
    expect((await plain.post("server.info", {})).body).toEqual({
      ...{ name: "Parley", registration: "closed", sendsMail: false, guests: false, linkPreviews: false },
    });
    await plain.stop();
    expect((await server.post("server.info", {})).body).toEqual({
      ...{
        name: "Parley",
        registration: "open",
        sendsMail: false,
        guests: true,
        linkPreviews: false,
        openIdName: "Acme",
      },
    });
  }, 60_000);

  test("[OIDC-9] a provider without TLS elsewhere than on this machine, or without a client's name, stops the start", async () => {
    const starting = (options: Record<string, string>) =>
      startTestServer(options).then(
        (started) => started.stop().then(() => "started"),
        (error: Error) => error.message,
      );
    expect(await starting({ oidcIssuer: "http://login.example.com", oidcClientId: "x" })).toContain(
      "https://",
    );
    expect(await starting({ oidcIssuer: "login.example.com", oidcClientId: "x" })).toContain("https://");
    expect(await starting({ oidcIssuer: "https://login.example.com" })).toContain("oidcClientId");
    const withoutOpenid = {
      oidcIssuer: "https://login.example.com",
      oidcClientId: "x",
      oidcScopes: "profile",
    };
    expect(await starting(withoutOpenid)).toContain("openid");
  }, 60_000);
});
