import type { WriteOperation } from "../operation.ts";
import { changeOwnContact } from "./change-own-contact.ts";

export const setContactTags: WriteOperation<"contact.setTags"> = {
  kind: "write",
  run(context, actor, { userId, tags }) {
    const distinct = [...new Set(tags.map((tag) => tag.trim()))];
    return changeOwnContact(context, actor, userId, { tags: distinct }, { isForContacts: true });
  },
};
