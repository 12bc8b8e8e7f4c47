/** Accounts: codes by mail, registering, signing in, and what people are told of each other. */
import { ParleyError } from "@parley/protocol";
import type { Caller, DialectHost, DialectRequest, Route } from "../dialect.ts";
import { done, invalid, refused } from "./codec.ts";
import { type Asked, withToken } from "./identity.ts";
import type { Mapping } from "./mapping.ts";
import { otherRecord, ownRecord } from "./records.ts";
import { check, servedFaults } from "./validation.ts";

export interface AccountParts {
  readonly host: DialectHost;
  readonly mapping: Mapping;
  readonly codeTtlMs: number;
  readonly tokenTtlMs: number;
}

const passwordRule = { passwordCharsMin: 3 };
/** Addresses of which it is remembered until when their code holds. */
const codesMax = 10_000;

export function accountRoutes(parts: AccountParts): readonly Route[] {
  const { codeTtlMs, host, mapping } = parts;
  const codes = createCodeTimes(host.clock.elapsedMs, codeTtlMs);

  async function sendCode(request: DialectRequest): Promise<Response> {
    const checked = check(await request.fields(), ["email"]);
    if ("faults" in checked) return invalid(checked.faults);
    const { email } = checked.values;
    const args = { email, purpose: "register", language: "zh-CN" } as const;
    try {
      await host.call(anonymousAt(request), "account.sendCode", args, { codeTtlMs });
    } catch (error) {
      const faults = servedFaults(error);
      if (faults === null) throw error;
      return invalid(faults);
    }
    codes.sent(email);
    return done("发送成功");
  }

  async function register(request: DialectRequest): Promise<Response> {
    const checked = check(await request.fields(), ["username", "password", "email", "code"]);
    if ("faults" in checked) return invalid(checked.faults, "参数错误");
    const { code, email, password, username } = checked.values;
    if (!/^[0-9]{6}$/.test(code)) return refused(codes.isOpen(email) ? "验证码错误" : "验证码已过期");
    const args = { username, password, email, code };
    try {
      const signedIn = await host.call(anonymousAt(request), "account.register", args, passwordRule);
      await settle({ actor: await host.actorOf(signedIn), address: request.address });
    } catch (error) {
      const faults = servedFaults(error);
      if (faults !== null) return invalid(faults, "参数错误");
      if (error instanceof ParleyError && error.code === "code_invalid" && !codes.isOpen(email)) {
        return refused("验证码已过期");
      }
      throw error;
    }
    return done("注册成功!", { username });
  }

  /**
   * In this contract friends are friends at once, everybody's record has the address, and who registers signs in with a
   * call of its own.
   */
  async function settle(caller: Caller): Promise<void> {
    try {
      const { contact, privacy } = (await host.call(caller, "settings.get", {})).settings;
      const [addBy, email] = ["anyone" as const, "everyone" as const];
      await host.call(caller, "settings.set", { section: "contact", value: { ...contact, addBy } });
      await host.call(caller, "settings.set", { section: "privacy", value: { ...privacy, email } });
      await host.call(caller, "account.logout", {});
    } catch (error) {
      // The account is there, whatever becomes of the rest.
      host.report(error, "ginroom registration");
    }
  }

  async function detail({ caller }: Asked): Promise<Response> {
    return done("查询成功", ownRecord((await host.call(caller, "account.me", {})).account));
  }

  async function queryDetail({ caller, request }: Asked): Promise<Response> {
    const username = request.query("user_name") ?? "";
    // The contract answers this one as if it were well.
    if (username === "") return done("参数不正确");
    const { contact, profile } = await host.call(caller, "user.get", { username });
    const room = contact.isContact ? await mapping.roomWith(caller, profile.id) : null;
    return done("查询成功", otherRecord(profile, contact.isContact, room?.identity ?? ""));
  }

  return [
    { method: "POST", path: "/login", handle: (request) => logIn(parts, request) },
    { method: "POST", path: "/send/code", handle: sendCode },
    { method: "POST", path: "/register", handle: register },
    { method: "GET", path: "/user/detail", handle: withToken(host, detail) },
    { method: "GET", path: "/query/detail", handle: withToken(host, queryDetail) },
    { method: "GET", path: "/user/query/detail", handle: withToken(host, queryDetail) },
  ];
}

async function logIn({ host, tokenTtlMs }: AccountParts, request: DialectRequest): Promise<Response> {
  const checked = check(await request.fields(), ["username", "password"]);
  if ("faults" in checked) return invalid(checked.faults);
  const { password, username } = checked.values;
  const address = request.address;
  const anonymous = anonymousAt(request);
  const signedIn = await host.call(anonymous, "account.login", { username, password });
  const actor = await host.actorOf(signedIn);
  const { account } = await host.call({ actor, address }, "account.me", {});
  const claims = {
    identity: account.uuid,
    username: account.username,
    email: account.email ?? "",
    nbf: Math.floor(host.clock.now() / 1_000),
  };
  const token = host.issueToken(actor, { kind: "jwt", claims, ttlMs: tokenTtlMs });
  return done("登录成功", { token });
}

function anonymousAt({ address }: DialectRequest): Caller {
  return { actor: { kind: "anonymous" }, address };
}

/**
 * Until when codes hold that were mailed from here: a wrong one is told from one that is too late, as the contract does.
 * Which is right the engine alone knows.
 */
function createCodeTimes(now: () => number, ttlMs: number) {
  const endings = new Map<string, number>();
  const keyOf = (email: string) => email.toLowerCase();
  return {
    sent(email: string): void {
      const key = keyOf(email);
      endings.delete(key);
      endings.set(key, now() + ttlMs);
      // In the order of sending: the first that holds ends the search.
      for (const [other, end] of endings) {
        if (end > now() && endings.size <= codesMax) return;
        endings.delete(other);
      }
    },
    isOpen: (email: string): boolean => (endings.get(keyOf(email)) ?? 0) > now(),
  };
}
