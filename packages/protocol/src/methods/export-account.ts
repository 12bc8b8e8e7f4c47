import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { exportSection } from "../model/export.ts";

export const exportAccount = defineMethod({
  name: "account.export",
  summary: "What the server keeps of the caller, page by page: ask again with `next` until it is null.",
  callers: ["user", "bot", "admin"],
  kind: "read",
  params: Type.Object({
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: "`next` of the page before." }),
    ),
  }),
  result: Type.Object({
    section: exportSection,
    items: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
      description: "Records of the section, as they are kept. A page may have none.",
    }),
    next: Type.Union([Type.String(), Type.Null()]),
  }),
  errors: [],
  rate: { perMinute: 600, burst: 120 },
});
