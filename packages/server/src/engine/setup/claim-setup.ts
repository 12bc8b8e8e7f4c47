import { ParleyError } from "@parley/protocol";
import { createUser } from "../account/create-user.ts";
import { assertGoodPassword } from "../account/good-password.ts";
import { openSession } from "../account/open-session.ts";
import { noteAct } from "../admin/admin-operation.ts";
import { writeOperation } from "../operation.ts";

interface Claim {
  readonly digest: string;
  readonly passwordHash: string;
}

export const claimSetup = writeOperation<"setup.claim", Claim>({
  async prepare({ reader, ports }, _actor, args) {
    const digest = ports.tokens.digest(args.code.trim().toUpperCase());
    // Checked before the costly hash, and again by `take`, which only one of many claims passes (SEC-10).
    if ((await reader.settings.get("setup_code_digest")) !== digest) throw new ParleyError("not_found");
    await assertGoodPassword(ports.passwords, args.password, "/password", [args.username]);
    return { digest, passwordHash: await ports.passwords.hash(args.password) };
  },
  async run(context, _actor, args, { digest, passwordHash }) {
    const { tx, ports } = context;
    if (!(await tx.settings.take("setup_code_digest", digest))) throw new ParleyError("not_found");
    const { username, nickname } = args;
    const user = await createUser(tx, ports, { username, nickname, role: "admin", passwordHash });
    // The first act of whoever administers; by whom it was let in, the code says.
    await noteAct(context, { userId: user.id }, "setup.claim", { targetKind: "user", targetId: user.id });
    return openSession(context, user, args.device);
  },
});
