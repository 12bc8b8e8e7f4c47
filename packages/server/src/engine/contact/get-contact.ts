import type { ReadOperation } from "../operation.ts";
import { storedContact } from "./keep-contact.ts";

export const getContact: ReadOperation<"contact.get"> = {
  kind: "read",
  run: async ({ reader }, actor, { userId }) => ({
    contact: await storedContact(reader, actor.userId, userId),
  }),
};
