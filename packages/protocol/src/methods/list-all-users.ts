import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { adminQuery, adminUser } from "../model/admin.ts";
import { count, limit } from "../model/scalars.ts";
import { userRole } from "../model/user.ts";

export const listAllUsers = defineMethod({
  name: "admin.listUsers",
  summary: "Every account, guests and disabled ones too, in pages by id.",
  callers: ["admin"],
  kind: "read",
  params: Type.Object({
    query: Type.Optional(adminQuery),
    role: Type.Optional(userRole),
    isEnabled: Type.Optional(Type.Boolean()),
    cursor: Type.Optional(count("`nextCursor` of the page before.")),
    limit: Type.Optional(limit(limits.adminPageMax, 50)),
  }),
  result: Type.Object({
    users: Type.Array(adminUser),
    nextCursor: Type.Union([count("Of the next page."), Type.Null()], {
      description: "Null on the last page.",
    }),
  }),
  errors: [],
  rate: { perMinute: 120, burst: 60 },
});
