/**
 * What the contract's administrators do: people (`/admin/chatuser`) and complaints. The contract says what there is and
 * not how it is spelled below its addresses (Q26). Who is no administrator is refused by the operations.
 */
import type { AdminUser } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { newCredentials, passwordCharsMin } from "./account-routes.ts";
import { createComplaintOffice } from "./complaint-office.ts";
import { inWords, ok } from "./errors.ts";
import { integerOf, optionalText } from "./fields.ts";
import type { Session } from "./guard.ts";
import type { EggParts } from "./index.ts";
import { listed } from "./listed.ts";
import { avatarOf, roleOf } from "./people.ts";

const noUser = { not_found: "用户不存在" };

export function adminRoutes({ guard, host }: EggParts): readonly Route[] {
  const office = createComplaintOffice(host);
  const userIdOf = ({ parameters }: DialectRequest) => integerOf(parameters.id, "id", 1);

  async function editUser(request: DialectRequest, caller: Caller): Promise<Response> {
    const fields = await request.fields();
    const given = {
      username: optionalText(fields, "username", { max: 32 }),
      nickname: optionalText(fields, "nickname", { max: 30, pattern: /\S/ }),
      avatar: optionalText(fields, "avatar", { max: 1_000 }),
      email: optionalText(fields, "email", { max: 254 }),
    };
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    const args = { userId: userIdOf(request), ...changes };
    return ok(userOf((await inWords(host.call(caller, "admin.updateUser", args), noUser)).user));
  }

  function listUsers(request: DialectRequest, { caller }: Session): Promise<Response> {
    const keyword = request.query("keyword") ?? "";
    return listed(request, async (cursor, limit) => {
      const query = keyword === "" ? {} : { query: keyword.slice(0, 50) };
      const args = { limit, ...query, ...(cursor === null ? {} : { cursor }) };
      const { nextCursor, users } = await host.call(caller, "admin.listUsers", args);
      return { rows: users.map(userOf), next: nextCursor };
    });
  }

  return [
    guard.user("*", "/admin/chatuser", listUsers),
    guard.user("POST", "/admin/chatuser/create", async (request, { caller }) => {
      const fields = await request.fields();
      const nickname = optionalText(fields, "nickname", { max: 30, pattern: /\S/ });
      const args = {
        ...newCredentials(fields),
        role: "user",
        ...(nickname === null ? {} : { nickname }),
      } as const;
      return ok(userOf((await host.call(caller, "admin.createUser", args, { passwordCharsMin })).user));
    }),
    guard.user("POST", "/admin/chatuser/edit/:id", (request, { caller }) => editUser(request, caller)),
    ...(["delete", "enable", "disable"] as const).map((act) =>
      guard.user("POST", `/admin/chatuser/${act}/:id`, async (request, { caller }) => {
        await inWords(host.call(caller, `admin.${act}User`, { userId: userIdOf(request) }), noUser);
        return ok("ok");
      }),
    ),
    guard.user("*", "/admin/complaint", office.list),
    guard.user("POST", "/admin/complaint/update/:id", office.answer),
  ];
}

function userOf(user: AdminUser): object {
  const { createdAt, deletedAt, email, id, isEnabled, nickname, phone, role, username, uuid } = user;
  return {
    ...{ id, uuid, username, nickname, avatar: avatarOf(user), mobile: phone ?? "", email: email ?? "" },
    ...{ role: roleOf(role), status: isEnabled ? 1 : 0, is_deleted: deletedAt === null ? 0 : 1 },
    ...{ register_time: createdAt, create_time: createdAt },
  };
}
