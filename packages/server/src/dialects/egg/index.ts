/**
 * The contract `egg`: everything is asked over HTTP below `/api`, a socket at `/ws` only tells. Owns its routes, its words
 * and its records of people, groups and messages; all rules are the engine's. Invariant: whoever asks is whom the token
 * proves, whatever a form, a query or a device says.
 */
import { ParleyError } from "@parley/protocol";
import { type Dialect, type DialectHost, defineDialect, type Route } from "../dialect.ts";
import { accountRoutes } from "./account-routes.ts";
import { adminRoutes } from "./admin-routes.ts";
import { autoAnswerRoutes } from "./auto-answer-routes.ts";
import { createChat } from "./chat.ts";
import { complaintRoutes } from "./complaint-routes.ts";
import { refusal } from "./errors.ts";
import { createFiles, type Files } from "./files.ts";
import { friendRoutes } from "./friend-routes.ts";
import { createGuard, type Guard } from "./guard.ts";
import { guestRoutes } from "./guest-routes.ts";
import { type EggOptions, options } from "./options.ts";
import { createPeople, type People } from "./people.ts";
import { profileRoutes } from "./profile-routes.ts";

/** What the routes and the socket are made of. */
export interface EggParts {
  readonly host: DialectHost;
  readonly options: EggOptions;
  readonly guard: Guard;
  readonly people: People;
  readonly files: Files;
}

export const egg = defineDialect({
  name: "egg",
  options,
  refuses: ({ guestReuse }, { isPublic }) =>
    guestReuse === "fingerprint" && isPublic
      ? "PARLEY_DIALECT_EGG_GUEST_REUSE=fingerprint lets whoever says a device's id be its guest: not for a public address."
      : null,
  create(host, values): Dialect {
    const files = createFiles(host);
    const guard = createGuard(host, files);
    const parts: EggParts = { host, options: values, guard, files, people: createPeople(host) };
    const chat = createChat(parts);
    return {
      routes: [
        ...accountRoutes(parts),
        ...guestRoutes(parts),
        ...profileRoutes(parts),
        ...friendRoutes(parts),
        ...complaintRoutes(parts),
        ...autoAnswerRoutes(parts),
        ...adminRoutes(parts),
        ...chat.routes,
        ...unknownRoutes(parts),
      ],
      sockets: chat.sockets,
      cors: { headers: ["token", "x-security-sign"], methods: ["GET", "POST"] },
      unknownAddress: () => refusal(new ParleyError("unknown_operation")),
      refusal,
    };
  },
});

/** Below `/api/chat` the token is looked at first, as everywhere there. */
function unknownRoutes({ guard }: EggParts): readonly Route[] {
  const unknown = () => {
    throw new ParleyError("unknown_operation");
  };
  return [guard.visitor("*", "/api/chat/*", unknown), { method: "*", path: "/api/*", handle: unknown }];
}
