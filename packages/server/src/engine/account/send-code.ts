import { type ParamsOf, ParleyError } from "@parley/protocol";
import { type Actor, systemUserId } from "../actor.ts";
import { writeOperation } from "../operation.ts";
import { mailLanguage, noticeUsefulMs } from "./account-notice.ts";
import { takeCodeTurn } from "./attempt-limits.ts";
import { type CodeOwner, codeDigest, codeDigits, codeKey, codeTries, emailKey } from "./codes.ts";
import { assertMayRegisterWith } from "./registration-policy.ts";

interface PreparedCode {
  readonly owner: CodeOwner;
  readonly codeTtlMs: number;
}

export const sendCode = writeOperation<"account.sendCode", PreparedCode>({
  async prepare({ ports, address, codeTtlMs = ports.options.codeTtlMs }, actor, args) {
    const owner = ownerOf(actor, args);
    if (args.purpose === "register") assertMayRegisterWith(ports.options, args.email);
    takeCodeTurn(ports, address, emailKey(args.email));
    return { owner, codeTtlMs };
  },
  async run({ tx, ports }, _actor, { email, purpose, language }, prepared) {
    const known = await tx.credentials.findByEmail(emailKey(email));
    const isWanted = purpose === "reset" ? known?.isEnabled === true : known === null;
    if (!isWanted && ports.options.tellsKnownEmails === "yes") {
      throw new ParleyError(known === null ? "not_found" : "conflict");
    }
    const now = ports.clock.now();
    const { codeTtlMs, owner } = prepared;
    const key = codeKey(ports, owner);
    const code = ports.ids.digits(codeDigits);
    // Where none is sent there is one all the same, which nobody knows: asking and trying cost the same (ACC-25).
    const digest = codeDigest(ports, key, isWanted ? code : ports.ids.secret());
    await tx.codes.put({ ...key, digest, tries: codeTries, sentAt: now, expiresAt: now + codeTtlMs });
    // Read for everybody, also where there is no account: the work is the same (ACC-25).
    const account = await tx.credentials.findAddress(known?.id ?? owner.userId ?? systemUserId);
    const mail = {
      to: email,
      language: language ?? mailLanguage(account?.language ?? null, ports.options.mailLanguage),
    };
    if (isWanted) {
      const content = { kind: "code", purpose, code, ttlMs: codeTtlMs } as const;
      tx.mail({ ...mail, content, usefulUntil: now + codeTtlMs });
    } else if (known !== null && purpose !== "reset") {
      const content = { kind: "address_known", username: known.username } as const;
      tx.mail({ ...mail, content, usefulUntil: now + noticeUsefulMs });
    }
    return { ttlMs: codeTtlMs };
  },
});

/** A code for an account's new address is that account's alone. */
function ownerOf(actor: Actor, { email, purpose }: ParamsOf<"account.sendCode">): CodeOwner {
  if (purpose !== "bind") return { purpose, email, userId: null };
  if (actor.kind !== "user") throw new ParleyError("unauthenticated");
  if (actor.role === "guest" || actor.role === "bot") throw new ParleyError("forbidden");
  return { purpose, email, userId: actor.userId };
}
