import { ParleyError } from "@parley/protocol";
import { writeOperation } from "../operation.ts";
import { createUser } from "./create-user.ts";
import { openSession } from "./open-session.ts";

export const registerAccount = writeOperation<"account.register", { passwordHash: string }>({
  async prepare({ ports }, _actor, args) {
    if (ports.options.registration === "closed") throw new ParleyError("forbidden");
    return { passwordHash: await ports.passwords.hash(args.password) };
  },
  async run(context, _actor, args, { passwordHash }) {
    const { username, nickname } = args;
    const user = await createUser(context.tx, context.ports, {
      username,
      nickname,
      role: "user",
      passwordHash,
    });
    return openSession(context, user, args.device);
  },
});
