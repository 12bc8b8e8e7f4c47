/**
 * What the contract's administrators do: people (`/admin/chatuser`) and complaints. The contract says what there is and
 * not how it is spelled below its addresses (Q26). Who is no administrator is refused by the operations.
 */
import type { AdminUser } from "@parley/protocol";
import type { Caller, DialectRequest, Route } from "../dialect.ts";
import { newCredentials, passwordCharsMin } from "./account-routes.ts";
import { complaintOf } from "./complaint-routes.ts";
import { inWords, ok } from "./errors.ts";
import { integer, integerOf, optionalText, text } from "./fields.ts";
import type { EggParts } from "./index.ts";
import { avatarOf, roleOf } from "./people.ts";

const pageSizeStandard = 20;
const pageSizeMax = 100;
/** Lists are read from their beginning: further in is no page that somebody turns to. */
const pageMax = 1_000;
const noUser = { not_found: "用户不存在" };

interface Page<T> {
  readonly rows: readonly T[];
  /** Where the next one begins; null after the last. */
  readonly next: number | null;
}

export function adminRoutes({ guard, host }: EggParts): readonly Route[] {
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

  /** 1 takes care of it, 2 answers, 3 closes; 0 gives it back. */
  async function setComplaint(request: DialectRequest, caller: Caller, adminId: number): Promise<Response> {
    const fields = await request.fields();
    const status = integer(fields, "status", 0, 3);
    const complaintId = integerOf(request.parameters.id, "id", 1);
    const words = { not_found: "投诉不存在", conflict: "投诉已处理，不能修改" };
    const call =
      status === 2
        ? host.call(caller, "admin.answerComplaint", {
            complaintId,
            answer: text(fields, "reply", { max: 2_000 }),
          })
        : status === 3
          ? host.call(caller, "admin.closeComplaint", {
              complaintId,
              ...replyOf(optionalText(fields, "reply", { max: 2_000 })),
            })
          : host.call(caller, "admin.assignComplaint", {
              complaintId,
              assigneeId: status === 1 ? adminId : null,
            });
    const { complaint } = await inWords(call, words);
    return ok(complaintOf(complaint.userId, complaint));
  }

  return [
    guard.user("GET", "/admin/chatuser", (request, { caller }) => {
      const keyword = request.query("keyword") ?? "";
      return listed(request, async (cursor, limit) => {
        const query = keyword === "" ? {} : { query: keyword.slice(0, 50) };
        const args = { limit, ...query, ...(cursor === null ? {} : { cursor }) };
        const { nextCursor, users } = await host.call(caller, "admin.listUsers", args);
        return { rows: users.map(userOf), next: nextCursor };
      });
    }),
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
    guard.user("GET", "/admin/complaint", (request, { caller }) =>
      listed(request, async (beforeId, limit) => {
        const args = { limit, ...(beforeId === null ? {} : { beforeId }) };
        const { complaints, hasMore } = await host.call(caller, "admin.listComplaints", args);
        const rows = complaints.map(({ complaint }) => complaintOf(complaint.userId, complaint));
        return { rows, next: hasMore ? (complaints.at(-1)?.complaint.id ?? null) : null };
      }),
    ),
    guard.user("POST", "/admin/complaint/update/:id", (request, { actor, caller }) =>
      setComplaint(request, caller, actor.userId),
    ),
  ];
}

function replyOf(answer: string | null): { answer?: string } {
  return answer === null ? {} : { answer };
}

/** One page of a list that is read on from a place, with whether there are more. */
async function listed<T>(
  { query }: DialectRequest,
  read: (from: number | null, limit: number) => Promise<Page<T>>,
): Promise<Response> {
  const page = integerOf(query("page") ?? 1, "page", 1, pageMax);
  const pageSize = integerOf(query("pageSize") ?? pageSizeStandard, "pageSize", 1, pageSizeMax);
  let found = await read(null, pageSize);
  for (let number = 1; number < page; number += 1) {
    if (found.next === null) return ok({ rows: [], page, pageSize, hasMore: false });
    found = await read(found.next, pageSize);
  }
  return ok({ rows: found.rows, page, pageSize, hasMore: found.next !== null });
}

function userOf(user: AdminUser): object {
  const { createdAt, deletedAt, email, id, isEnabled, nickname, phone, role, username, uuid } = user;
  return {
    ...{ id, uuid, username, nickname, avatar: avatarOf(user), mobile: phone ?? "", email: email ?? "" },
    ...{ role: roleOf(role), status: isEnabled ? 1 : 0, is_deleted: deletedAt === null ? 0 : 1 },
    ...{ register_time: createdAt, create_time: createdAt },
  };
}
