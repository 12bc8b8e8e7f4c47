/**
 * What an applicant shows, for `account.register` and `guest.upgrade` alike: a password that will do, the code of an
 * e-mail address, an invitation, as the option `registration` demands.
 */
import { ParleyError } from "@parley/protocol";
import type { PrepareContext, WriteContext } from "../operation.ts";
import { type CodeOwner, emailKey, isCodeOpen, takeCode } from "./codes.ts";
import { assertGoodPassword } from "./good-password.ts";
import { inviteDigest } from "./invite-digest.ts";
import { assertMayRegister } from "./registration-policy.ts";

export interface ApplicantArguments {
  readonly username: string;
  readonly password: string;
  readonly email?: string;
  readonly code?: string;
  readonly inviteCode?: string;
}

/** Hashes the password, once nothing is known that would make it of no use. */
export async function checkApplicant(
  context: PrepareContext,
  args: ApplicantArguments,
): Promise<{ passwordHash: string }> {
  const { ports } = context;
  const { username, password, email, inviteCode } = args;
  assertMayRegister(ports.options, { email, inviteCode });
  if (context.passwordCharsMin === undefined) {
    await assertGoodPassword(ports.passwords, password, "/password", [username, email]);
  }
  await assertProofsOpen(context, args);
  return { passwordHash: await ports.passwords.hash(password) };
}

/** Takes the code and a use of the invitation. The refusal must be returned, not thrown: a wrong try is committed. */
export async function takeProofs(
  { tx, ports }: WriteContext,
  { email, code = "", inviteCode }: ApplicantArguments,
): Promise<ParleyError | null> {
  if (email !== undefined && !(await takeCode(tx, ports, codeOwner(email), code))) {
    return new ParleyError("code_invalid");
  }
  if (inviteCode !== undefined && ports.options.registration === "invitation") {
    const isTaken = await tx.registrationInvites.takeUse(inviteDigest(ports, inviteCode), ports.clock.now());
    if (!isTaken) throw inviteRefusal();
  }
  return null;
}

/** The address that was proved becomes the account's. @throws conflict */
export async function keepProvedEmail(
  { tx }: WriteContext,
  userId: number,
  email: string | undefined,
): Promise<void> {
  if (email !== undefined && !(await tx.credentials.setEmail(userId, email, emailKey(email)))) {
    throw new ParleyError("conflict");
  }
}

/** What can be known to be of no use before the password is hashed. Nothing here is decided by what a code is. */
async function assertProofsOpen({ reader, ports }: PrepareContext, args: ApplicantArguments): Promise<void> {
  const { email, code, inviteCode } = args;
  if ((email === undefined) !== (code === undefined)) {
    const path = email === undefined ? "/email" : "/code";
    throw new ParleyError("invalid_arguments", { message: `${path} is missing.`, details: { path } });
  }
  if (email !== undefined && !(await isCodeOpen(reader, ports, codeOwner(email)))) {
    throw new ParleyError("code_invalid");
  }
  if (inviteCode !== undefined && ports.options.registration === "invitation") {
    const digest = inviteDigest(ports, inviteCode);
    if (!(await reader.registrationInvites.isOpen(digest, ports.clock.now()))) throw inviteRefusal();
  }
}

function codeOwner(email: string): CodeOwner {
  return { purpose: "register", email, userId: null };
}

function inviteRefusal(): ParleyError {
  return new ParleyError("code_invalid", { details: { path: "/inviteCode" } });
}
