import { type Contact, limits, ParleyError } from "@parley/protocol";
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

function parsePlace(text: string | undefined): ContactPage["after"] {
  if (text === undefined) return null;
  const [, userId, sortKey] = /^(\d{1,15}) (.*)$/su.exec(text) ?? [];
  if (userId !== undefined && sortKey !== undefined) return { userId: Number(userId), sortKey };
  throw new ParleyError("invalid_arguments", { details: { path: "/after" } });
}
