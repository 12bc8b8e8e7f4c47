/** Accounts: registering, signing in, changing, deleting, finding. */
import { ParleyError } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { errorText, lower, refused, upper } from "./answers.ts";
import { createCard } from "./card.ts";
import type { Ginchat } from "./flavour.ts";
import {
  actorOf,
  assertOwn,
  authenticated,
  type Fields,
  fieldsOf,
  idOf,
  textOf,
  tokenCookie,
} from "./identity.ts";
import { pictureOf, userRecord } from "./records.ts";

/** Any password that is not empty; only its length is the contract's to say. */
const passwordRule = { passwordCharsMin: 1 };
/** Takes the place of one that is not asked for. */
const unasked = "unasked";
/** People and contacts one answer lists at most. */
const listedMax = 5_000;
const pageSize = 200;

const mismatch = "修改参数不匹配！";
const phonePattern = /^1[3-9]\d{9}$/;
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function userRoutes({ flavour, host, options }: Ginchat): readonly Route[] {
  const card = createCard(host);

  async function createUser(request: DialectRequest): Promise<Response> {
    const fields = await fieldsOf(request);
    const [name, password] = [textOf(fields, "name"), textOf(fields, "password")];
    const repeated = textOf(fields, "repassword") || textOf(fields, "Identity");
    if (name === "" || password === "" || repeated === "") return lower(refused, flavour.emptyWords);
    if (password !== repeated) return lower(refused, "两次密码不一致！");
    const anonymous: Caller = { actor: { kind: "anonymous" }, address: request.address };
    const signedIn = await host.call(
      anonymous,
      "account.register",
      { username: name, password },
      passwordRule,
    );
    const caller: Caller = { actor: await host.actorOf(signedIn), address: request.address };
    await openDoor(caller);
    const self = await card.own(caller);
    // The contract signs in with a call of its own.
    await host.call(caller, "account.logout", {});
    return lower(0, "新增用户成功！", userRecord(self));
  }

  /** In this contract friends are friends at once, and whoever knows a number may write. */
  async function openDoor(caller: Caller): Promise<void> {
    const { settings } = await host.call(caller, "settings.get", { sections: ["contact"] });
    const strangers = { messages: "unlimited", needsFollow: false } as const;
    const value = { ...settings.contact, strangers, addBy: "anyone" as const };
    await host.call(caller, "settings.set", { section: "contact", value });
  }

  async function signIn(request: DialectRequest): Promise<Response> {
    const fields = await fieldsOf(request);
    const [username, password] = [textOf(fields, "name"), textOf(fields, "password")];
    if (username === "" || password === "") return lower(refused, flavour.emptyWords);
    const anonymous: Caller = { actor: { kind: "anonymous" }, address: request.address };
    const rule = { tellsUnknownNames: options.tellsUnknownNames };
    const signedIn = await host.call(anonymous, "account.login", { username, password }, rule);
    const actor = await host.actorOf(signedIn);
    const token = host.issueToken(actor, { kind: "hex" });
    const cookie = tokenCookie(token, request.url.protocol === "https:");
    const self = await card.own({ actor, address: request.address });
    return lower(0, "登录成功", userRecord(self, token), { "set-cookie": cookie });
  }

  async function updateUser(request: DialectRequest): Promise<Response> {
    const { actor, caller, fields } = await authenticated(host, request);
    assertOwn(textOf(fields, "id"), actor);
    const { account } = await host.call(caller, "account.me", {});
    const [phone, email, icon] = [textOf(fields, "phone"), textOf(fields, "email"), textOf(fields, "icon")];
    const isWrongPhone = phone !== "" && !phonePattern.test(phone);
    const isWrongEmail = email !== "" && !emailPattern.test(email);
    const avatar = icon === "" ? null : pictureOf(icon);
    if (isWrongPhone || isWrongEmail || (icon !== "" && avatar === null)) {
      return lower(refused, mismatch);
    }
    try {
      await changePassword(caller, fields);
      const name = textOf(fields, "name");
      if (name !== "" && name !== account.username) {
        await host.call(caller, "account.changeUsername", { username: name });
      }
      if (avatar !== null) await host.call(caller, "account.update", { avatar });
      await card.write(caller, { phone, email });
    } catch (error) {
      const isMismatch = error instanceof ParleyError && error.code === "invalid_arguments";
      if (isMismatch) return lower(refused, mismatch);
      throw error;
    }
    return lower(0, "修改用户成功！", userRecord(await card.own(caller)));
  }

  /** The contract asks for no old password; one that is given must be right. */
  async function changePassword(caller: Caller, fields: Fields): Promise<void> {
    const [newPassword, given] = [textOf(fields, "password"), textOf(fields, "oldpassword")];
    if (newPassword === "") return;
    const rule = { ...passwordRule, asksNoPassword: given === "" };
    await host.call(caller, "account.changePassword", { oldPassword: given || unasked, newPassword }, rule);
  }

  async function deleteUser(request: DialectRequest): Promise<Response> {
    const fields = await fieldsOf(request);
    // A link that somebody else made must not delete anybody.
    const takesCookie = request.request.method === "POST";
    const actor = await actorOf(host, request, textOf(fields, "token"), { takesCookie });
    const caller: Caller = { actor, address: request.address };
    const id = idOf(textOf(fields, "id"));
    if (id === null) throw new ParleyError("invalid_arguments");
    if (id === actor.userId) {
      const password = textOf(fields, "password");
      const rule = { asksNoPassword: password === "" };
      await host.call(caller, "account.delete", { password: password || unasked }, rule);
    } else {
      await host.call(caller, "admin.deleteUser", { userId: id });
    }
    return lower(0, "删除用户成功！");
  }

  async function listUsers(request: DialectRequest): Promise<Response> {
    const { caller } = await authenticated(host, request);
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
    const { actor, caller, fields } = await authenticated(host, request);
    const id = idOf(textOf(fields, "userId"));
    if (id === null) return upper({ code: refused, message: "参数错误" });
    if (id === actor.userId) return upper({ message: "ok", data: userRecord(await card.own(caller)) });
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
    { method: "POST", path: "/user/findUserByNameAndPwd", handle: (request) => told(signIn, request) },
    { method: "POST", path: "/user/updateUser", handle: updateUser },
    ...methods.map((method) => ({ method, path: "/user/deleteUser", handle: deleteUser })),
    ...methods.map((method) => ({ method, path: "/user/getUserList", handle: listUsers })),
    { method: "POST", path: "/user/find", handle: find },
    { method: "POST", path: "/searchFriends", handle: friends },
  ];
}

/** One cousin's clients ask so, the other's so. */
const methods = ["POST", "GET"] as const;

/** A name that cannot be one is told as such, and one that nobody has. */
async function told(
  handle: (request: DialectRequest) => Promise<Response>,
  request: DialectRequest,
): Promise<Response> {
  try {
    return await handle(request);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    const isName = error.code === "invalid_arguments" && error.details?.path === "/username";
    if (isName) return lower(refused, "用户名须为3到32个字母、数字或下划线");
    return lower(refused, error.details?.because === "unknown" ? "该用户不存在" : errorText(error));
  }
}
