import { writeOperation } from "../operation.ts";
import { createUser } from "./create-user.ts";
import { openSession } from "./open-session.ts";
import { checkApplicant, keepProvedEmail, takeProofs } from "./registration-proofs.ts";

export const registerAccount = writeOperation<"account.register", { passwordHash: string }>({
  prepare: (context, _actor, args) => checkApplicant(context, args),
  async run(context, _actor, args, { passwordHash }) {
    const { tx, ports } = context;
    const refusal = await takeProofs(context, args);
    if (refusal !== null) return refusal;
    const { username, nickname } = args;
    const user = await createUser(tx, ports, { username, nickname, role: "user", passwordHash });
    await keepProvedEmail(context, user.id, args.email);
    return openSession(context, user, args.device);
  },
});
