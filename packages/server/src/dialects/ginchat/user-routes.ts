/** Accounts: registering, signing in, changing, deleting, finding. */
import { ParleyError } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { errorText, lower, refused, upper } from "./answers.ts";
import type { Ginchat } from "./flavour.ts";
import { actorOf, assertOwn, authenticated, idOf, textOf, tokenCookie } from "./identity.ts";
import { pictureOf, userRecord } from "./records.ts";

/** Any password that is not empty; only its length is the contract's to say. */
const passwordRule = { passwordCharsMin: 1 };
/** People and contacts one answer lists at most. */
const listedMax = 5_000;
const pageSize = 200;

const phonePattern = /^1[3-9]\d{9}$/;
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function userRoutes({ flavour, host }: Ginchat): readonly Route[] {
  async function createUser(request: DialectRequest): Promise<Response> {
    const fields = await request.fields();
    const [name, password] = [textOf(fields, "name"), textOf(fields, "password")];
    const repeated = textOf(fields, "repassword") || textOf(fields, "Identity");
    if (name === "" || password === "" || repeated === "") return lower(refused, "用户名或密码不能为空！");
    if (password !== repeated) return lower(refused, "两次密码不一致！");
    const anonymous: Caller = { actor: { kind: "anonymous" }, address: request.address };
    const signedIn = await host.call(
      anonymous,
      "account.register",
      { username: name, password },
      passwordRule,
    );
    const caller: Caller = { actor: await host.actorOf(signedIn), address: request.address };
    await letAnybodyAdd(caller);
    // The contract signs in with a call of its own.
    await host.call(caller, "account.logout", {});
    return lower(0, "新增用户成功！", userRecord(signedIn.user));
  }

  /** Friends are friends at once in this contract. */
  async function letAnybodyAdd(caller: Caller): Promise<void> {
    const { settings } = await host.call(caller, "settings.get", {});
    const value = { ...settings.contact, addBy: "anyone" as const };
    await host.call(caller, "settings.set", { section: "contact", value });
  }

  async function signIn(request: DialectRequest): Promise<Response> {
    const fields = await request.fields();
    const [username, password] = [textOf(fields, "name"), textOf(fields, "password")];
    if (username === "" || password === "") return lower(refused, "用户名或密码不能为空");
    const anonymous: Caller = { actor: { kind: "anonymous" }, address: request.address };
    const signedIn = await host.call(anonymous, "account.login", { username, password });
    const token = host.issueToken(await host.actorOf(signedIn), { kind: "hex" });
    const cookie = tokenCookie(token, request.url.protocol === "https:");
    return lower(0, "登录成功", userRecord(signedIn.user, token), { "set-cookie": cookie });
  }

  async function updateUser(request: DialectRequest): Promise<Response> {
    const { actor, caller, fields } = await authenticated(host, request);
    assertOwn(textOf(fields, "id"), actor);
    const { account } = await host.call(caller, "account.me", {});
    const [phone, email, icon] = ["phone", "email", "icon"].map((name) => textOf(fields, name));
    const isWrongPhone = phone !== "" && !phonePattern.test(phone ?? "");
    const isWrongEmail = email !== "" && !emailPattern.test(email ?? "");
    // An address is bound by a code that was sent to it, and by nothing else.
    const isOtherEmail = email !== "" && email !== account.email;
    const avatar = icon === "" ? null : pictureOf(icon ?? "");
    if (isWrongPhone || isWrongEmail || isOtherEmail || (icon !== "" && avatar === null)) {
      return lower(refused, "修改参数不匹配！");
    }
    await changePassword(caller, fields);
    const name = textOf(fields, "name");
    if (name !== "" && name !== account.username) {
      await host.call(caller, "account.changeUsername", { username: name });
    }
    const changes = { ...(phone === "" ? {} : { phone }), ...(avatar === null ? {} : { avatar }) };
    if (Object.keys(changes).length > 0) await host.call(caller, "account.update", changes);
    const changed = await host.call(caller, "account.me", {});
    return lower(0, "修改用户成功！", userRecord(changed.account));
  }

  /** With the old one, as everywhere: a token that was found must not become an account. */
  async function changePassword(caller: Caller, fields: ReadonlyMap<string, unknown>): Promise<void> {
    const [password, oldPassword] = [textOf(fields, "password"), textOf(fields, "oldpassword")];
    if (password === "") return;
    if (oldPassword === "") throw new ParleyError("forbidden");
    await host.call(caller, "account.changePassword", { oldPassword, newPassword: password }, passwordRule);
  }

  async function deleteUser(request: DialectRequest): Promise<Response> {
    const fields = request.request.method === "GET" ? new Map<string, unknown>() : await request.fields();
    // A link that somebody else made must not delete anybody.
    const takesCookie = request.request.method !== "GET";
    const actor = await actorOf(host, request, textOf(fields, "token"), { takesCookie });
    const caller: Caller = { actor, address: request.address };
    const id = idOf(request.query("id") ?? textOf(fields, "id")) ?? actor.userId;
    if (id === actor.userId) {
      const password = request.query("password") ?? textOf(fields, "password");
      await host.call(caller, "account.delete", { password });
    } else {
      await host.call(caller, "admin.deleteUser", { userId: id });
    }
    return lower(0, "删除用户成功！");
  }

  async function listUsers(request: DialectRequest): Promise<Response> {
    const actor = await actorOf(host, request);
    const caller: Caller = { actor, address: request.address };
    const users: ReturnType<typeof userRecord>[] = [];
    let cursor: number | null = null;
    do {
      const page: { users: readonly Parameters<typeof userRecord>[0][]; nextCursor: number | null } =
        await host.call(caller, "admin.listUsers", { limit: 100, ...(cursor === null ? {} : { cursor }) });
      users.push(...page.users.map((person) => userRecord(person)));
      cursor = page.nextCursor;
    } while (cursor !== null && users.length < listedMax);
    return lower(0, "获取用户列表成功", users);
  }

  async function find(request: DialectRequest): Promise<Response> {
    const { caller, fields } = await authenticated(host, request);
    const id = idOf(textOf(fields, "userId"));
    if (id === null) return upper({ code: refused, message: "参数错误" });
    try {
      const { profile } = await host.call(caller, "user.get", { id });
      return upper({ message: "ok", data: userRecord(profile) });
    } catch (error) {
      if (!(error instanceof ParleyError) || error.code !== "not_found") throw error;
      return upper({ code: refused, message: "没有找到此用户" });
    }
  }

  async function friends(request: DialectRequest): Promise<Response> {
    const { actor, caller, fields } = await authenticated(host, request);
    assertOwn(textOf(fields, "userId"), actor);
    const people: ReturnType<typeof userRecord>[] = [];
    let after: string | null = null;
    do {
      const page: { users: readonly Parameters<typeof userRecord>[0][]; next: string | null } =
        await host.call(caller, "contact.list", { limit: pageSize, ...(after === null ? {} : { after }) });
      people.push(...page.users.map((person) => userRecord(person)));
      after = page.next;
    } while (after !== null && people.length < listedMax);
    return upper({ message: "ok", rows: people, total: people.length });
  }

  return [
    { method: "POST", path: "/user/createUser", handle: (request) => told(createUser, request) },
    { method: "POST", path: "/user/findUserByNameAndPwd", handle: signIn },
    { method: "POST", path: "/user/updateUser", handle: updateUser },
    ...flavour.deleteUserMethods.map((method) => ({ method, path: "/user/deleteUser", handle: deleteUser })),
    { method: flavour.getUserListMethod, path: "/user/getUserList", handle: listUsers },
    { method: "POST", path: "/user/find", handle: find },
    { method: "POST", path: "/searchFriends", handle: friends },
  ];
}

/** A name that cannot be one is told as such. */
async function told(
  handle: (request: DialectRequest) => Promise<Response>,
  request: DialectRequest,
): Promise<Response> {
  try {
    return await handle(request);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    const isName = error.code === "invalid_arguments" && error.details?.path === "/username";
    return lower(refused, isName ? "用户名须为3到32个字母、数字或下划线" : errorText(error));
  }
}
