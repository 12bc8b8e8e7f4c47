/** The matrix of `egg`: what is for administrators. */
import type { CaseContext, DialectCase } from "./row.ts";
import { noVisitors, eggRow as row } from "./table-egg.ts";

const admins = row("没有权限", { admin: "ok", ...noVisitors });

const list = (path: string): DialectCase => ({ route: `* ${path}`, sent: () => ({}), expect: admins });

const act = (route: string, idOf: (context: CaseContext) => number, json: object = {}): DialectCase => ({
  route: `POST ${route}/:id`,
  isLasting: true,
  sent: (context) => ({ path: `${route}/${idOf(context)}`, json }),
  expect: admins,
});

const other = ({ world }: CaseContext) => world.other.id;

export const eggAdminCases: readonly DialectCase[] = [
  list("/admin/chatuser"),
  list("/admin/complaint"),
  {
    route: "POST /admin/chatuser/create",
    sent: ({ self }) => ({ json: { username: `made_${self.id}`, password: "secret" } }),
    expect: admins,
  },
  act("/admin/chatuser/edit", other, { nickname: "Nick" }),
  act("/admin/chatuser/disable", other),
  act("/admin/chatuser/enable", other),
  act("/admin/chatuser/delete", other),
  act("/admin/complaint/update", ({ world }) => world.complaintId, { status: 1 }),
  {
    route: "POST /api/chat/complaint/update/:id",
    isLasting: true,
    sent: ({ world }) => ({
      path: `/api/chat/complaint/update/${world.complaintId}`,
      json: { reason: "other", content: "more" },
    }),
    expect: row("投诉不存在", { owner: "ok" }),
  },
];
