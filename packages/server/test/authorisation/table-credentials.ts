/** Accounts, guests, devices, sign-in, second factors, keys: each caller's own, and tries at the target's. */
import { accounts, anyone, people, signedIn, type Table } from "./row.ts";
import { password } from "./world.ts";

const unknownId = "0190b6a5-7c5e-4d35-8a3b-1f0e2d3c4b5a";
const email = "nobody@example.test";
const redirectUri = "http://127.0.0.1/sign-in";

export const credentialCases = {
  "account.register": [
    { args: ({ freshName }) => ({ username: freshName, password }), expect: anyone("ok") },
    {
      about: "the target's name",
      args: ({ world }) => ({ username: world.target.username, password }),
      expect: anyone("username_taken"),
    },
  ],
  "account.login": [
    {
      about: "the target without its password",
      args: ({ world }) => ({ username: world.target.username, password: "wrong horse" }),
      expect: anyone("credentials_invalid"),
    },
  ],
  "account.refresh": [{ args: () => ({ refreshToken: "x" }), expect: anyone("credentials_invalid") }],
  "account.logout": [{ args: () => ({}), expect: signedIn("ok") }],
  "account.me": [{ args: () => ({}), expect: signedIn("ok") }],
  "account.update": [{ args: () => ({ nickname: "Another" }), expect: signedIn("ok") }],
  "account.sendCode": [
    { about: "to reset", args: () => ({ email, purpose: "reset" }), expect: anyone("ok") },
    {
      about: "to bind",
      args: () => ({ email, purpose: "bind" }),
      expect: people("ok"),
    },
  ],
  "account.changePassword": [
    {
      about: "with the own one",
      args: () => ({ oldPassword: password, newPassword: "another long horse" }),
      expect: people("ok"),
    },
    {
      about: "without",
      args: () => ({ oldPassword: "wrong horse", newPassword: "another long horse" }),
      expect: people("credentials_invalid"),
    },
  ],
  "account.resetPassword": [
    {
      args: () => ({ email, code: "000000", newPassword: "another long horse" }),
      expect: anyone("code_invalid"),
    },
  ],
  "account.bindEmail": [
    { args: () => ({ email, code: "000000", password }), expect: people("code_invalid") },
  ],
  "account.changeUsername": [
    { args: ({ freshName }) => ({ username: freshName }), expect: people("ok") },
    {
      about: "to the target's",
      args: ({ world }) => ({ username: world.target.username }),
      expect: people("username_taken"),
    },
  ],
  "account.delete": [
    { about: "with the own password", args: () => ({ password }), expect: people("ok") },
    {
      about: "without",
      args: () => ({ password: "wrong horse" }),
      expect: people("credentials_invalid"),
    },
  ],
  "account.export": [{ args: () => ({}), expect: accounts("ok") }],
  "guest.create": [{ args: () => ({}), expect: anyone("ok") }],
  "guest.resume": [{ args: () => ({ guestSecret: "wrong" }), expect: anyone("credentials_invalid") }],
  "guest.upgrade": [
    {
      args: ({ freshName }) => ({ username: freshName, password }),
      expect: signedIn("forbidden", { guest: "ok" }),
    },
  ],
  "guest.mergeInto": [{ args: () => ({ guestSecret: "wrong" }), expect: people("credentials_invalid") }],
  "setup.claim": [
    {
      args: ({ freshName }) => ({ code: "AAAA-AAAA", username: freshName, password }),
      expect: anyone("not_found"),
    },
  ],
  "device.list": [{ args: () => ({}), expect: accounts("ok") }],
  "device.signOut": [
    {
      about: "the own one",
      args: ({ self }) => ({ sessionId: self.sessionId }),
      expect: accounts("ok"),
    },
    {
      about: "the target's",
      args: ({ world }) => ({ sessionId: world.target.sessionId }),
      expect: accounts("not_found"),
    },
  ],
  "device.signOutOthers": [{ args: () => ({}), expect: accounts("ok") }],
  "signIn.request": [{ args: () => ({}), expect: anyone("ok") }],
  "signIn.read": [{ args: () => ({ id: unknownId }), expect: people("not_found") }],
  "signIn.approve": [{ args: () => ({ id: unknownId }), expect: people("not_found") }],
  "signIn.refuse": [{ args: () => ({ id: unknownId }), expect: people("not_found") }],
  "signIn.complete": [{ args: () => ({ id: unknownId, secret: "wrong" }), expect: anyone("not_found") }],
  "twoFactor.begin": [
    { args: () => ({ password }), expect: people("ok") },
    {
      about: "without the password",
      args: () => ({ password: "wrong horse" }),
      expect: people("credentials_invalid"),
    },
  ],
  "twoFactor.confirm": [{ args: () => ({ code: "000000" }), expect: people("not_found") }],
  "twoFactor.disable": [{ args: () => ({ password, code: "000000" }), expect: people("not_found") }],
  "twoFactor.renewCodes": [{ args: () => ({ password, code: "000000" }), expect: people("not_found") }],
  "twoFactor.status": [{ args: () => ({}), expect: people("ok") }],
  "apiKey.create": [
    { about: "for oneself", args: () => ({ name: "key", scopes: ["message"] }), expect: accounts("ok") },
    {
      about: "for the target",
      args: ({ world }) => ({ userId: world.target.id, name: "key", scopes: ["message"] }),
      expect: accounts("forbidden"),
    },
  ],
  "apiKey.list": [
    { about: "the own ones", args: () => ({}), expect: accounts("ok") },
    {
      about: "the target's",
      args: ({ world }) => ({ userId: world.target.id }),
      expect: accounts("forbidden", { admin: "ok" }),
    },
  ],
  "apiKey.revoke": [
    {
      about: "the target's",
      args: ({ world }) => ({ id: world.keyId }),
      expect: accounts("not_found", { admin: "ok" }),
    },
  ],
  "server.info": [{ args: () => ({}), expect: anyone("ok") }],
  "oidc.begin": [
    { about: "where there is no provider", args: () => ({ redirectUri }), expect: anyone("forbidden") },
  ],
  "oidc.complete": [
    {
      args: () => ({ state: "wrong", secret: "wrong", code: "wrong" }),
      expect: anyone("forbidden"),
    },
  ],
  "oidc.beginLink": [{ args: () => ({ redirectUri, password }), expect: people("forbidden") }],
  "oidc.link": [
    { args: () => ({ state: "wrong", secret: "wrong", code: "wrong" }), expect: people("forbidden") },
  ],
  "oidc.unlink": [
    { args: () => ({ issuer: "https://id.example.test", password }), expect: people("not_found") },
  ],
  "oidc.list": [{ args: () => ({}), expect: people("ok") }],
} satisfies Partial<Table>;
