import { type ParamsOf, ParleyError } from "@parley/protocol";
import { showPicture } from "../media/show-picture.ts";
import { type Ports, writeOperation } from "../operation.ts";
import { phoneKey } from "../user/phone-key.ts";
import { searchTokens } from "../user/search-tokens.ts";
import { type AccountChanges, changeAccount } from "./change-account.ts";
import { canonicalLanguage, isBirthday, isWebsite, notAllowed } from "./profile-policy.ts";

/** Whether a number has an account shows when it is refused: not to be asked of many (SEC-19). */
const phoneTurns = { perMinute: 5 / 1_440, burst: 5 };

export const updateAccount = writeOperation<"account.update", AccountChanges>({
  async prepare({ ports }, { userId, role }, args) {
    const changes = checkedChanges(ports, args);
    // Guests cost nothing, and numbers belong to one account each.
    if (role === "guest" && changes.phone !== undefined) throw new ParleyError("forbidden");
    if (typeof changes.phone === "string") takePhoneTurn(ports, userId);
    // Loads the dictionary of pinyin, where it is needed, before there is a transaction.
    if (changes.nickname !== undefined) await searchTokens("", changes.nickname);
    return changes;
  },
  async run({ tx, ports }, actor, _args, changes) {
    const { userId } = actor;
    const user = await tx.users.lock(userId);
    if (user === null || !user.isEnabled) throw new ParleyError("unauthenticated");
    await showPicture({ tx, ports }, actor, { kind: "user", userId }, changes.avatar);
    return { account: await changeAccount(tx, ports, userId, changes) };
  },
});

/** The given fields as they are kept; what else came with them is not looked at (SEC-28). */
function checkedChanges(ports: Ports, args: ParamsOf<"account.update">): AccountChanges {
  const { nickname, avatar, gender, birthday, bio, location, website, language, phone } = args;
  if (birthday != null && !isBirthday(birthday, ports.clock.now())) throw notAllowed("/birthday");
  if (website != null && !isWebsite(website)) throw notAllowed("/website");
  const fields = {
    nickname: nickname?.trim(),
    ...{ avatar, gender, birthday, website },
    bio: bio?.trim() ?? bio,
    location: location?.trim() ?? location,
    language: language == null ? language : canonicalLanguage(language, "/language"),
    phone: phone == null ? phone : checkedPhone(phone),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function checkedPhone(text: string): string {
  const phone = phoneKey(text);
  if (!/^\+?[0-9]{5,20}$/.test(phone)) throw notAllowed("/phone");
  return phone;
}

function takePhoneTurn({ rateLimits }: Ports, userId: number): void {
  const retryAfterMs = rateLimits.take("phone per user", userId, phoneTurns);
  if (retryAfterMs > 0) throw new ParleyError("rate_limited", { retryAfterMs });
}
