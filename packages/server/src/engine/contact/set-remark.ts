import { writeOperation } from "../operation.ts";
import type { Remark } from "../ports/store-contacts.ts";
import { changeOwnContact } from "./change-own-contact.ts";
import { remarkOf } from "./remark-of.ts";

export const setRemark = writeOperation<"contact.setRemark", Remark | null>({
  prepare: (_context, _actor, args) => remarkOf(args.remark),
  run: (context, actor, { userId }, remark) =>
    changeOwnContact(context, actor, userId, { remark }, { isForContacts: false }),
});
