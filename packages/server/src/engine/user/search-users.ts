import { emailKey } from "../account/codes.ts";
import type { ReadOperation } from "../operation.ts";
import type { Reader } from "../ports/store.ts";
import { privacySettings } from "../settings/privacy-settings.ts";
import { findPeople } from "./find-people.ts";
import { phoneKey } from "./phone-key.ts";

const standardLimit = 20;

export const searchUsers: ReadOperation<"user.search"> = {
  kind: "read",
  async run({ reader }, actor, args) {
    const query = args.query.trim();
    const first = [await findById(reader, query), await findByAddress(reader, query)];
    const limit = args.limit ?? standardLimit;
    const users = await findPeople(reader, query, {
      exceptUserId: actor.userId,
      first: first.filter((userId) => userId !== null),
      limit,
    });
    return { users };
  },
};

async function findById(reader: Reader, query: string): Promise<number | null> {
  const digits = query.normalize("NFKC");
  if (!/^[1-9][0-9]{0,14}$/.test(digits)) return null;
  const user = await reader.users.find(Number(digits));
  return user?.isEnabled === true ? user.id : null;
}

/** Only whole addresses, of those who allow it; an address nobody has and one that is not told take the same reads. */
async function findByAddress(reader: Reader, query: string): Promise<number | null> {
  const owner = await reader.userTokens.findByAddress({ emailKey: emailKey(query), phone: phoneKey(query) });
  if (owner === null) return null;
  const { findByEmail, findByPhone } = privacySettings(owner.privacy);
  return (owner.by === "email" ? findByEmail : findByPhone) ? owner.userId : null;
}
