import type { ReadOperation } from "../operation.ts";
import { accessPerson } from "./access-person.ts";
import { storedContact } from "./keep-contact.ts";

export const getContact: ReadOperation<"contact.get"> = {
  kind: "read",
  async run({ reader }, actor, { userId }) {
    await accessPerson(reader, actor, userId);
    return { contact: await storedContact(reader, actor.userId, userId) };
  },
};
