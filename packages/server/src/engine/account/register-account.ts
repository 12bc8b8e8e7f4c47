import { type ParamsOf, ParleyError } from "@parley/protocol";
import { type PrepareContext, writeOperation } from "../operation.ts";
import { type CodeOwner, emailKey, isCodeOpen, takeCode } from "./codes.ts";
import { createUser } from "./create-user.ts";
import { assertGoodPassword } from "./good-password.ts";
import { inviteDigest } from "./invite-digest.ts";
import { openSession } from "./open-session.ts";
import { assertMayRegister } from "./registration-policy.ts";

type Arguments = ParamsOf<"account.register">;

export const registerAccount = writeOperation<"account.register", { passwordHash: string }>({
  async prepare(context, _actor, args) {
    const { ports } = context;
    assertMayRegister(ports.options, args);
    await assertGoodPassword(ports.passwords, args.password, "/password", [args.username, args.email]);
    await assertProofsOpen(context, args);
    return { passwordHash: await ports.passwords.hash(args.password) };
  },
  async run(context, _actor, args, { passwordHash }) {
    const { tx, ports } = context;
    const { username, nickname, email, code = "", inviteCode } = args;
    if (email !== undefined && !(await takeCode(tx, ports, codeOwner(email), code))) {
      return new ParleyError("code_invalid");
    }
    if (inviteCode !== undefined && ports.options.registration === "invitation") {
      const isTaken = await tx.registrationInvites.takeUse(
        inviteDigest(ports, inviteCode),
        ports.clock.now(),
      );
      if (!isTaken) throw inviteRefusal();
    }
    const user = await createUser(tx, ports, { username, nickname, role: "user", passwordHash });
    if (email !== undefined && !(await tx.credentials.setEmail(user.id, email, emailKey(email)))) {
      throw new ParleyError("conflict");
    }
    return openSession(context, user, args.device);
  },
});

/** What can be known to be of no use before the password is hashed. Nothing here is decided by what a code is. */
async function assertProofsOpen({ reader, ports }: PrepareContext, args: Arguments): Promise<void> {
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
