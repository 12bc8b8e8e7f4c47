/** The matrix of `egg`: what administrators alone do. */
import type { DialectCase } from "./row.ts";
import { eggRow, noVisitors } from "./table-egg.ts";

const refusal = "没有权限";
const row = eggRow(refusal, { ...noVisitors, admin: "ok" });

const onUser = (act: string, json: object = {}): DialectCase => ({
  route: `POST /admin/chatuser/${act}/:id`,
  isLasting: true,
  sent: ({ world }) => ({ path: `/admin/chatuser/${act}/${world.other.id}`, json }),
  expect: row,
});

export const eggAdminCases: readonly DialectCase[] = [
  { route: "GET /admin/chatuser", sent: () => ({}), expect: row },
  {
    route: "POST /admin/chatuser/create",
    sent: () => ({ json: { username: `u${Bun.randomUUIDv7().slice(-12)}`, password: "secret1" } }),
    expect: row,
  },
  onUser("edit", { nickname: "Changed" }),
  onUser("disable"),
  onUser("enable"),
  onUser("delete"),
  { route: "GET /admin/complaint", sent: () => ({}), expect: row },
  {
    route: "POST /admin/complaint/update/:id",
    isLasting: true,
    sent: ({ world }) => ({
      path: `/admin/complaint/update/${world.complaintId}`,
      json: { status: 2, reply: "we looked" },
    }),
    expect: row,
  },
];
