import type { ReadOperation } from "../operation.ts";

export const isContact: ReadOperation<"contact.isContact"> = {
  kind: "read",
  async run({ reader }, actor, { userId }) {
    const contact = await reader.contacts.find(actor.userId, userId);
    return { isContact: contact?.isContact ?? false };
  },
};
