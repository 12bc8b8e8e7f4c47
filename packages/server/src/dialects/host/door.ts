/** How dialects call operations: through the one door, as whoever the caller has proved to be (DIA-2). */
import type { EngineReply } from "../../engine/engine.ts";
import type { Calls } from "../../transport/calls.ts";
import type { DialectHost } from "../dialect.ts";

/** `passwords`: whether the rules of contracts hold for new passwords, or our own alone. */
export function createDoor(
  calls: Pick<Calls, "submit">,
  passwords: "contract" | "native",
): DialectHost["call"] {
  return async ({ actor, address }, op, args, rule) => {
    const passwordCharsMin = passwords === "contract" ? rule?.passwordCharsMin : undefined;
    const argsText = JSON.stringify(args);
    const reply = await new Promise<EngineReply>((answer) => {
      const asksNoPassword = passwords === "contract" && rule?.asksNoPassword === true;
      const rules = { ...rule, passwordCharsMin, asksNoPassword };
      calls.submit({ actor, address, op, argsText, connection: null, ...rules, answer });
    });
    if (!reply.ok) throw reply.error;
    return JSON.parse(reply.text);
  };
}
