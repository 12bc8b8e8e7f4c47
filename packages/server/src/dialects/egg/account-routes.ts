/** Accounts: register, log in and out, password. */
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { invalid, inWords, ok, refused } from "./errors.ts";
import { type Fields, plain, text } from "./fields.ts";
import type { EggParts } from "./index.ts";
import { createSignIn, device } from "./sign-in.ts";

/** Of the contract; a longer one made elsewhere signs in here too. */
export const passwordCharsMin = 6;
const passwordCharsMax = 20;
const passwordCharsTaken = 128;

export function accountRoutes(parts: EggParts): readonly Route[] {
  const { guard, host } = parts;
  const signIn = createSignIn(parts);

  async function register(request: DialectRequest): Promise<Response> {
    const credentials = newCredentials(await request.fields());
    const anonymous: Caller = { actor: { kind: "anonymous" }, address: request.address };
    const signedIn = await host.call(
      anonymous,
      "account.register",
      { ...credentials, device },
      { passwordCharsMin },
    );
    return ok(await signIn.enter(await host.actorOf(signedIn), request.address));
  }

  async function logIn(request: DialectRequest): Promise<Response> {
    const credentials = givenCredentials(await request.fields());
    const anonymous: Caller = { actor: { kind: "anonymous" }, address: request.address };
    const signedIn = await host.call(anonymous, "account.login", { ...credentials, device });
    return ok(await signIn.enter(await host.actorOf(signedIn), request.address));
  }

  return [
    { method: "POST", path: "/api/regChat", handle: register },
    { method: "POST", path: "/api/loginChat", handle: logIn },
    guard.visitor("POST", "/api/chat/logout", async (_request, { caller }) => {
      await host.call(caller, "account.logout", {});
      return ok(true);
    }),
    guard.user("POST", "/api/chat/setPassword", async (request, { caller }) => {
      const fields = await request.fields();
      const oldPassword = text(fields, "oldpassword", { max: passwordCharsTaken });
      const newPassword = newPasswordOf(fields, "newpassword");
      if (plain(fields.get("checknewpassword")) !== newPassword) throw refused("新密码与确认新密码不一致");
      const changing = host.call(
        caller,
        "account.changePassword",
        { oldPassword, newPassword },
        { passwordCharsMin },
      );
      await inWords(changing, { credentials_invalid: "原始密码错误，无法修改密码" });
      return ok("修改密码成功");
    }),
  ];
}

/** Of a new account: 4-20 letters, digits or underscores, and a password of 6-20 characters. */
export function newCredentials(fields: Fields): { username: string; password: string } {
  const username = plain(fields.get("username"));
  if (!/^[A-Za-z0-9_]{4,20}$/.test(username)) throw invalid("用户名应为4-20位字母、数字或下划线");
  return { username, password: newPasswordOf(fields, "password") };
}

/** Of an account that may have been made elsewhere, by other rules. */
export function givenCredentials(fields: Fields): { username: string; password: string } {
  return {
    username: text(fields, "username", { max: 254 }),
    password: text(fields, "password", { max: passwordCharsTaken }),
  };
}

function newPasswordOf(fields: Fields, name: string): string {
  const value = fields.get(name);
  const password = typeof value === "number" ? String(value) : value;
  const isRight =
    typeof password === "string" &&
    password.length >= passwordCharsMin &&
    password.length <= passwordCharsMax;
  if (!isRight) throw invalid("密码应为6-20位");
  return password;
}
