import type { WriteOperation } from "../operation.ts";
import { changeOwnContact } from "./change-own-contact.ts";

export const setContactVisibility: WriteOperation<"contact.setVisibility"> = {
  kind: "write",
  run: (context, actor, { userId, canSeeMe, iSee }) =>
    changeOwnContact(
      context,
      actor,
      userId,
      { ...(canSeeMe === undefined ? {} : { canSeeMe }), ...(iSee === undefined ? {} : { iSee }) },
      { isForContacts: true },
    ),
};
