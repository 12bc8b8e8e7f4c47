import type { WriteOperation } from "../operation.ts";
import { changeOwnContact } from "./change-own-contact.ts";

export const starContact: WriteOperation<"contact.star"> = {
  kind: "write",
  run: (context, actor, { userId, isStarred = true }) =>
    changeOwnContact(context, actor, userId, { isStarred }, { isForContacts: true }),
};
