import { email as emailSchema, limits, ParleyError } from "@parley/protocol";
import { Check } from "typebox/value";
import { emailKey } from "../account/codes.ts";
import { createUser } from "../account/create-user.ts";
import { openSession } from "../account/open-session.ts";
import { type EngineOptions, type WriteContext, writeOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import type { OpenIdIdentity } from "../ports/open-id.ts";
import { type CompletedRequest, completeRequest } from "./oidc-requests.ts";
import { proposeUsername } from "./propose-username.ts";

/** With six digits each, so many are not taken by chance. */
const namesTried = 5;
const suffixDigits = 6;

export const completeOidc = writeOperation<"oidc.complete", CompletedRequest>({
  prepare: (context, _actor, args) => completeRequest(context, args, null),
  async run(context, _actor, { device }, { identity, stateDigest }) {
    const { tx, ports } = context;
    if (!(await tx.oidcRequests.take(stateDigest, ports.clock.now()))) throw new ParleyError("code_invalid");
    const known = await tx.identities.findUser(identity.issuer, identity.subject);
    const userId = known ?? (await register(context, identity));
    return openSession(context, { id: userId }, device);
  },
});

/** An account of its own for who has none: never one that is there already, whatever address it has (SEC-20). */
async function register({ tx, ports }: WriteContext, identity: OpenIdIdentity): Promise<number> {
  assertMayRegister(ports.options, identity);
  const username = await freeUsername({ tx, ports }, proposeUsername(identity));
  const nickname = Array.from(identity.name ?? username)
    .slice(0, limits.nicknameCharsMax)
    .join("");
  const { id } = await createUser(tx, ports, { username, nickname, role: "user", passwordHash: null });
  const { issuer, subject } = identity;
  const linked = { issuer, subject, linkedAt: ports.clock.now() };
  // Of two who come for the first time at once, as the same.
  if (!(await tx.identities.insert(id, linked))) throw new ParleyError("conflict");
  const email = fittingEmail(identity);
  if (email !== null && (await tx.credentials.findByEmail(emailKey(email))) === null) {
    if (!(await tx.credentials.setEmail(id, email, emailKey(email)))) throw new ParleyError("conflict");
  }
  return id;
}

async function freeUsername(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  proposed: string,
): Promise<string> {
  let username = proposed;
  for (let tried = 0; tried < namesTried; tried += 1) {
    if ((await tx.users.findByUsernameKey(nameKey(username))) === null) return username;
    username = `${proposed}_${ports.ids.digits(suffixDigits)}`;
  }
  throw new ParleyError("username_taken");
}

function assertMayRegister(
  { oidcRegistration, registrationEmailDomains }: EngineOptions,
  { email }: OpenIdIdentity,
): void {
  if (oidcRegistration === "open") return;
  const domain = email?.slice(email.lastIndexOf("@") + 1).toLowerCase();
  const isAllowed = registrationEmailDomains.some((allowed) => allowed.toLowerCase() === domain);
  if (oidcRegistration === "email-domain" && isAllowed) return;
  throw new ParleyError("forbidden", { details: { oidcRegistration } });
}

/** The verified address, when it is one that mails are sent to. */
function fittingEmail({ email }: OpenIdIdentity): string | null {
  return email !== null && Check(emailSchema, email) ? email : null;
}
