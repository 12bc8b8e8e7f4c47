import { ParleyError } from "@parley/protocol";
import type { WriteOperation } from "../operation.ts";

export const setBotCommands: WriteOperation<"bot.setCommands"> = {
  kind: "write",
  async run({ tx }, actor, { commands }) {
    const names = commands.map(({ name }) => name);
    if (new Set(names).size < names.length) {
      throw new ParleyError("invalid_arguments", { details: { path: "/commands" } });
    }
    await tx.users.lock(actor.userId);
    await tx.botCommands.set(
      actor.userId,
      commands.map(({ name, description }) => ({ name, description: description.trim() })),
    );
    return {};
  },
};
