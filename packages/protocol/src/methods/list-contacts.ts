import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { limits } from "../limits.ts";
import { contact } from "../model/contact.ts";
import { limit } from "../model/scalars.ts";
import { user } from "../model/user.ts";

export const listContacts = defineMethod({
  name: "contact.list",
  summary: "The caller's contacts by initial and name, the people the caller blocks, or both.",
  callers: everyUser,
  kind: "read",
  params: Type.Object({
    of: Type.Optional(
      Type.Union([Type.Literal("contacts"), Type.Literal("blocked"), Type.Literal("all")], {
        description: "Default contacts; `all`: everybody something is kept about, remarks alone too.",
      }),
    ),
    after: Type.Optional(
      Type.String({ maxLength: limits.contactCursorCharsMax, description: "The `next` of the page before." }),
    ),
    limit: Type.Optional(limit(limits.contactPageMax, limits.contactPageDefault)),
  }),
  result: Type.Object({
    contacts: Type.Array(contact),
    users: Type.Array(user),
    next: Type.Union([Type.String(), Type.Null()], { description: "For the next page; null at the end." }),
  }),
  errors: [],
  rate: { perMinute: 300, burst: 100 },
});
