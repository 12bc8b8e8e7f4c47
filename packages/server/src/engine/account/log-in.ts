import { ParleyError } from "@parley/protocol";
import { writeOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import type { Reader } from "../ports/store.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { refuseWithoutFactor } from "../two-factor/take-second-factor.ts";
import { takeLoginTurn } from "./attempt-limits.ts";
import { emailKey } from "./codes.ts";
import { openSession } from "./open-session.ts";
import { lockProved } from "./prove-password.ts";

export const logIn = writeOperation<"account.login", StoredUser>({
  async prepare({ reader, ports, address, tellsUnknownNames }, _actor, args) {
    takeLoginTurn(ports, address, nameKey(args.username));
    ports.passwords.assertNotBusy();
    const user = await findByLogin(reader, args.username);
    const isRight = await ports.passwords.verify(args.password, user?.passwordHash ?? null);
    if (user === null && tellsUnknownNames === true && isPlainName(args.username)) throw unknownName();
    if (user === null || !isRight || !user.isEnabled) throw new ParleyError("credentials_invalid");
    return user;
  },
  async run(context, _actor, args, verified) {
    const user = await lockProved(context.tx, verified);
    const refusal = await refuseWithoutFactor(context, user, args.secondFactor);
    if (refusal !== null) return refusal;
    return openSession(context, user, args.device);
  },
});

/** Whether an address or a number has an account is nobody's business. */
function isPlainName(name: string): boolean {
  return !name.includes("@") && /\p{L}/u.test(name);
}

function unknownName(): ParleyError {
  return new ParleyError("credentials_invalid", { details: { because: "unknown" } });
}

/** An address has a sign no username has. Digits may be both: a username goes before somebody's phone number. */
function findByLogin(reader: Reader, name: string): Promise<StoredUser | null> {
  if (name.includes("@")) return reader.credentials.findByEmail(emailKey(name.trim()));
  return reader.credentials.findByName(nameKey(name), phoneKey(name));
}

/** A phone number as it is kept: digits, after a plus or not. */
function phoneKey(name: string): string {
  return name.replaceAll(/[\s().-]/g, "");
}
