import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { limits } from "../limits.ts";
import { contact, tag } from "../model/contact.ts";
import { userId } from "../model/scalars.ts";

export const setContactTags = defineMethod({
  name: "contact.setTags",
  summary: "Replaces the tags the caller gave a contact.",
  callers: ["user", "bot", "admin"],
  kind: "write",
  params: Type.Object({
    userId: userId("Whom."),
    tags: Type.Array(tag, { maxItems: limits.contactTagsMax }),
  }),
  result: Type.Object({ contact }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
