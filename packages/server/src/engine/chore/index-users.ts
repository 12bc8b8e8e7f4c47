import { indexUser } from "../user/index-user.ts";
import { searchVersion } from "../user/search-tokens.ts";
import type { Chore } from "./chore.ts";

const usersPerPart = 50;

/** Lets those be found who were there before the index was, or whose tokens are those of an earlier version (PROF-24). */
export const indexUsers: Chore = {
  name: "chore: index users",
  everyMs: 60_000,
  async run({ tx }) {
    const outdated = await tx.userTokens.listOutdated(searchVersion, usersPerPart);
    for (const user of outdated) await indexUser(tx, user);
    return outdated.length === usersPerPart;
  },
};
