import { type Contact, limits } from "@parley/protocol";
import type { ReadOperation } from "../operation.ts";
import type { ContactPage } from "../ports/store-contacts.ts";

export const listContacts: ReadOperation<"contact.list"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const limit = args.limit ?? limits.contactPageDefault;
    const found = await reader.contacts.page(actor.userId, {
      of: args.of ?? "contacts",
      after: parsePlace(args.after),
      limit: limit + 1,
    });
    const contacts = found.slice(0, limit);
    const last = contacts.at(-1);
    const userIds = contacts.map(({ userId }) => userId);
    return {
      contacts,
      users: userIds.length === 0 ? [] : await reader.users.list(userIds),
      next: found.length > limit && last !== undefined ? placeOf(last) : null,
    };
  },
};

/** Where a page ended, as a text: what the list is sorted by. */
function placeOf({ sortKey, userId }: Contact): string {
  return `${userId} ${sortKey}`;
}

/** A text that is none of ours begins at the beginning. */
function parsePlace(text: string | undefined): ContactPage["after"] {
  const [, userId, sortKey] = text?.match(/^(\d{1,15}) (.*)$/su) ?? [];
  return userId === undefined || sortKey === undefined ? null : { userId: Number(userId), sortKey };
}
